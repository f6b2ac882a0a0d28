/**
 * Which of the media types that can be given a caller would rather have (RFC 9110, 12.5.1). The first when he
 * has no preference, or likes none of them: an answer in another form is better than no answer.
 */
export function preferred<const T extends string>(
  header: string | undefined,
  offered: readonly [T, ...T[]],
): T {
  if (!header) return offered[0];
  const ranges = header.split(',').map(readRange);
  let best: T = offered[0];
  let bestQuality = 0;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > bestQuality) [best, bestQuality] = [type, quality];
  }
  return best;
}

interface Range {
  type: string;
  quality: number;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The most specific range decides. */
function qualityOf(type: string, ranges: Range[]): number {
  const family = `${type.split('/', 1)[0]}/*`;
  const match = [type, family, '*/*']
    .map((wanted) => ranges.find((range) => range.type === wanted))
    .find(Boolean);
  return match?.quality ?? 0;
}
