import { CodedError } from '@watertight/core';

/** A form that is none, or is cut off. */
export const brokenForm = (cause: unknown): CodedError =>
  new CodedError('VALIDATION_FAILED', 'The form cannot be read, or ends before its end.', { cause });

/** What the reader of forms refuses has a status; what it stumbles over has none, and is the caller's fault too. */
export async function readingForm<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw (error as { statusCode?: unknown }).statusCode ? error : brokenForm(error);
  }
}
