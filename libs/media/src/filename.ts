const MAX_CHARS = 200;
/** What no file system and no header should see: controls, separators, marks that turn the direction of reading. */
const UNFIT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069"<>:|?*]/gu;

/** A name that can be shown and saved anywhere: its last part, without what does not belong into one; else null. */
export function safeFilename(text: string | null | undefined): string | null {
  const last = (text ?? '').split(/[/\\]/).at(-1) ?? '';
  const name = last.replaceAll(UNFIT, '').trim().replace(/^\.+/, '');
  if (name.length <= MAX_CHARS) return name || null;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return (
    [...name]
      .slice(0, MAX_CHARS - ending.length)
      .join('')
      .trimEnd() + ending
  );
}
