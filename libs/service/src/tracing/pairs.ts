/** `a=1,b=%20` → `{a: '1', b: ' '}`, as OpenTelemetry writes lists of pairs in its variables. */
export function pairsIn(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').map((pair) => pair.trim());
  return Object.fromEntries(
    pairs.filter(Boolean).map((pair) => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim(), decoded(pair.slice(equals + 1).trim())];
    }),
  );
}

/** A value with a bare `%` is meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
