define('sim/qr', (require) => {
  const keys = require('sim/keys');
  const { encodeB64 } = require('WABase64');

  return {
    /** What stands behind the ref in the QR string, as every reader of the page's modules puts it together. */
    tail() {
      const { noise, identity, advSecret } = keys.current;
      const { DEVICE_PLATFORM } = require('WAWebCompanionRegClientUtils');
      return `,${encodeB64(noise)},${encodeB64(identity)},${advSecret},${DEVICE_PLATFORM}`;
    },
  };
});
