const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Pictures, flags (pairs of regional indicators) and keycaps. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\u20e3/u;

/** Whether a text is one emoji as people count: also a family, a flag or one with a tone of skin. */
export function isOneEmoji(text: string): boolean {
  return [...graphemes.segment(text)].length === 1 && EMOJI.test(text);
}
