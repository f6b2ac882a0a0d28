import { EmbeddedError } from '@watertight/embedded';

/** What a person has to change; the message is one sentence that says what. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Errors whose message says everything to the person at the terminal; anything else is shown with its stack. */
const SPEAKING = ['MigrationError', 'CodedError'];

export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const speaks = error instanceof Refusal || error instanceof EmbeddedError || SPEAKING.includes(error.name);
  return speaks ? error.message : (error.stack ?? error.message);
}
