define('WABase64', () => {
  const CHUNK = 32_768;

  return {
    encodeB64(bytes) {
      const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes.buffer ?? bytes);
      const parts = [];
      for (let at = 0; at < view.length; at += CHUNK) {
        parts.push(String.fromCharCode(...view.subarray(at, at + CHUNK)));
      }
      return btoa(parts.join(''));
    },
    decodeB64(text) {
      return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
    },
  };
});
