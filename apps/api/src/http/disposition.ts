/**
 * A Content-Disposition (RFC 6266) with the name in full for who reads RFC 8187, and before it, for who does not, the
 * name with `_` for what a header cannot hold.
 */
export function contentDisposition(type: 'inline' | 'attachment', filename: string): string {
  const plain = filename.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(filename).replaceAll(/['()*]/g, escaped);
  return `${type}; filename="${plain}"; filename*=UTF-8''${full}`;
}

const escaped = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

const FULL_NAME = /;\s*filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i;
const QUOTED_NAME = /;\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i;
const PLAIN_NAME = /;\s*filename\s*=\s*([^";\s]+)/i;

/** The name that a server gives a file; undefined when it gives none that can be read. */
export function dispositionName(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const full = FULL_NAME.exec(header)?.[1];
  if (full) return decoded(full);
  return QUOTED_NAME.exec(header)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? PLAIN_NAME.exec(header)?.[1];
}

/** Percent-encoding undone, where it is one. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is part of the name
  }
}
