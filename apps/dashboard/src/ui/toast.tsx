import { notifications } from '@mantine/notifications';
import { asApiError } from '../session/problem.ts';
import { ProblemDetail } from './problem.tsx';

/** Says that something was done. */
export function told(message: string): void {
  notifications.show({ message, color: 'tide', autoClose: 4000 });
}

/** Says why something was not done; stays until it is closed. */
export function refused(title: string, error: unknown): void {
  const known = asApiError(error);
  if (known.name === 'AbortError') return;
  notifications.show({
    title,
    message: <ProblemDetail error={known} />,
    color: 'red',
    autoClose: 12_000,
  });
}
