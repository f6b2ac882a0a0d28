define('WAWebVcardParsingUtils', () => ({
  /** By property name in small letters: all its values. Throws for what is no vCard. */
  parseVcard(text) {
    const lines = text
      .replace(/\r?\n[ \t]/g, '')
      .trim()
      .split(/\r?\n/);
    if (lines.at(-1) !== 'END:VCARD') throw new Error('vcard: no end');
    const parsed = {};
    for (const line of lines.slice(1, -1)) {
      const [, name, value] = /^(?:[\w-]+\.)?([\w-]+)[^:]*:(.*)$/.exec(line) ?? [];
      if (!name) throw new Error('vcard: a line that is no property');
      (parsed[name.toLowerCase()] ??= []).push({ value });
    }
    return parsed;
  },
}));
