/** The same items in random order. */
export function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let left = result.length; left > 1; left -= 1) {
    const pick = Math.floor(Math.random() * left);
    [result[left - 1], result[pick]] = [result[pick]!, result[left - 1]!];
  }
  return result;
}
