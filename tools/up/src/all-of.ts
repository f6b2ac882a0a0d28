/**
 * Waits for all, also when one fails: what the others began is then there to be closed.
 * @throws the first fault in the order of the list
 */
export async function allOf<T extends readonly Promise<unknown>[]>(
  work: readonly [...T],
): Promise<{ [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
