define('WABase64', () => ({
  encodeB64(bytes) {
    return btoa(String.fromCharCode(...new Uint8Array(bytes.buffer ?? bytes)));
  },
  decodeB64(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  },
}));
