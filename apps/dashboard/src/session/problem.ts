import type { Problem } from '@watertight/client';

/** A problem of the API, or one of ours in its form. */
export type Told = Partial<Omit<Problem, 'code' | 'detail'>> & { code: string; detail: string };

/** What the API refused, or why it could not be asked, in words, with the code that says what to do about it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Told;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(problem: Told, status: number) {
    super(problem.detail);
    this.problem = problem;
    this.status = status;
  }

  get code(): string {
    return this.problem.code;
  }

  /** Whether asking the same again may go well. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 503 || this.status === 504;
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

/** What an answer holds. @throws ApiError for everything else, also when there was no answer */
export async function unwrap<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch (error) {
    throw asApiError(error);
  }
  const { data, error, response } = answer;
  if (response.ok) return data as T;
  if (isProblem(error)) throw new ApiError(error, response.status);
  throw new ApiError(
    {
      code: `HTTP_${response.status}`,
      detail: `The gateway answered ${response.status} without saying why.`,
    },
    response.status,
  );
}

/** Whatever was thrown, as an error in words. An abandoned request stays what it is. */
export function asApiError(error: unknown): Error {
  if (error instanceof ApiError) return error;
  if (error instanceof DOMException && error.name === 'AbortError') return error;
  const isLate = error instanceof DOMException && error.name === 'TimeoutError';
  const detail = isLate
    ? 'The gateway did not answer in time. What was asked for may have been done nevertheless.'
    : 'The gateway cannot be reached. Check that it runs and that you are connected.';
  return new ApiError({ code: isLate ? 'NO_ANSWER' : 'UNREACHABLE', detail }, 0);
}
