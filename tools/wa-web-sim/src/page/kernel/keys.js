define('sim/keys', (require) => {
  const vault = require('sim/vault');
  const { encodeB64 } = require('WABase64');

  const random = (size) => crypto.getRandomValues(new Uint8Array(size));

  const mint = () => ({ noise: random(32), identity: random(32), advSecret: encodeB64(random(32)) });

  async function load() {
    const known = await vault.read('keys');
    if (known) return known;
    const minted = mint();
    await vault.write('keys', minted);
    return minted;
  }

  let loaded;

  return {
    async ready() {
      loaded ??= await load();
      return loaded;
    },
    /** The keys of this browser; only after `ready`. */
    get current() {
      return loaded;
    },
  };
});
