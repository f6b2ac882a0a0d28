/** Pairing by a code that the owner types on the phone. */
define('WAWebAltDeviceLinkingApi', (require) => ({
  setPairingType() {},
  async initializeAltDeviceLinking() {},
  async initializeQRLinking() {},
  startAltLinkingFlow: (phoneNumber) => require('sim/link').ask('pairing-code', { phoneNumber }),
}));
