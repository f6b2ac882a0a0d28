define('WAWebSignalStoreApi', (require) => ({
  waSignalStore: {
    async getRegistrationInfo() {
      const { identity } = await require('sim/keys').ready();
      return { identityKeyPair: { pubKey: identity } };
    },
  },
}));
