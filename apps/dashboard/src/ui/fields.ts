import { ApiError } from '../session/problem.ts';

/** What the API says of one field of a body, as `/email`; null when it has nothing against it. */
export function fieldFault(error: Error | null, path: string): string | null {
  if (!(error instanceof ApiError)) return null;
  const fault = error.problem.errors?.find((one) => one.path === path);
  return fault ? `${path.slice(path.lastIndexOf('/') + 1)} ${fault.message}` : null;
}
