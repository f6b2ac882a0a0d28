/**
 * The page's module system. `define` gives a module its name, `require` makes it at first use. The library replaces
 * functions on modules, so modules look each other's functions up at the time of the call.
 */
(() => {
  const factories = new Map();
  const modules = new Map();

  window.define = (name, factory) => {
    if (factories.has(name)) throw new Error(`Module "${name}" is defined twice`);
    factories.set(name, factory);
  };

  window.require = (name) => {
    if (modules.has(name)) return modules.get(name);
    const factory = factories.get(name);
    if (!factory) throw new Error(`Requiring unknown module "${name}"`);
    const made = factory(window.require);
    modules.set(name, made);
    return made;
  };
})();
