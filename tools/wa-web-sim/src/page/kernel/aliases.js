define('sim/aliases', (require) => {
  const KNOWN_MAX = 50_000;
  const pnByLid = new Map();
  const lidByPn = new Map();

  const widOf = (text) => (text === undefined ? undefined : require('WAWebWidFactory').createWid(text));

  return {
    /** This LID and this phone number are one person. */
    learn(lid, pn) {
      pnByLid.set(String(lid), String(pn));
      lidByPn.set(String(pn), String(lid));
      if (pnByLid.size > KNOWN_MAX) pnByLid.delete(pnByLid.keys().next().value);
      if (lidByPn.size > KNOWN_MAX) lidByPn.delete(lidByPn.keys().next().value);
    },
    pnOf: (lid) => widOf(pnByLid.get(String(lid))),
    lidOf: (pn) => widOf(lidByPn.get(String(pn))),
  };
});
