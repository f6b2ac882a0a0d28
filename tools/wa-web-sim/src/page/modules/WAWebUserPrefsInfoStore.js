define('WAWebUserPrefsInfoStore', (require) => ({
  waNoiseInfo: {
    async get() {
      const { noise } = await require('sim/keys').ready();
      return { staticKeyPair: { pubKey: noise } };
    },
  },
}));
