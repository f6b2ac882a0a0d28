define('sim/accidents', () => {
  const LINKS = 256;

  const BYTES_IN_MIB = 1024 * 1024;
  const leaked = [];

  const element = () => document.createElement('b');

  /** LINKS² nested elements, nested in two steps because each step costs the square of its length. */
  function abyss() {
    let inner = element();
    for (let link = 0; link < LINKS; link++) {
      const top = element();
      let bottom = top;
      for (let depth = 1; depth < LINKS; depth++) bottom = bottom.appendChild(element());
      bottom.append(inner);
      inner = top;
    }
    return inner;
  }

  return {
    /** Kills the renderer: laying out elements nested this deep overflows the process's stack, not the script's. */
    crash() {
      document.body.append(abyss());
      document.body.getBoundingClientRect();
    },

    /** Bytes that differ, because equal pages of memory can be shared. */
    leak(mb) {
      for (let one = 0; one < mb; one++) {
        const bytes = new Uint8Array(BYTES_IN_MIB);
        for (let at = 0; at < BYTES_IN_MIB; at += 65_536)
          crypto.getRandomValues(bytes.subarray(at, at + 65_536));
        leaked.push(bytes);
      }
    },

    hang(ms) {
      const until = performance.now() + ms;
      while (performance.now() < until);
    },
  };
});
