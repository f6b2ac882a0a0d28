/** Something on this machine that a person has to change; the message is one sentence that says what. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}

/** The code of a system error, `ENOENT`; undefined for anything else. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Says how things go, in lines for a person at a terminal. */
export type Progress = (line: string) => void;
