define('WAWebGenerateEventCallLink', () => ({
  async createEventCallLink(_startTimeTs, callType) {
    const token = Array.from(crypto.getRandomValues(new Uint8Array(11)), (byte) =>
      (byte % 36).toString(36),
    ).join('');
    return `https://call.whatsapp.com/${callType}/${token}`;
  },
}));
