import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../session/problem.ts';

/** A code of the API's catalogue leads to its explanation; others are this app's own. */
const isOfCatalogue = ({ type = '' }: ApiError['problem']): boolean => type.startsWith('/docs/errors');

/** What went wrong, in words, with its code and where that is explained. */
export function ProblemDetail({ error }: { error: Error }) {
  if (!(error instanceof ApiError)) return <Text size="sm">{error.message}</Text>;
  const { problem } = error;
  return (
    <>
      <Text size="sm">{problem.detail}</Text>
      {problem.errors?.map(({ path, message }) => (
        <Text size="sm" key={`${path} ${message}`}>
          <span className="wt-mono">{path || '/'}</span> {message}
        </Text>
      ))}
      <Text size="xs" c="dimmed" mt={4}>
        {isOfCatalogue(problem) ? (
          <Anchor href={problem.type} target="_blank" rel="noreferrer" size="xs" underline="always">
            {problem.code}
          </Anchor>
        ) : (
          problem.code
        )}
        {problem.providerCode && ` · WhatsApp’s code ${problem.providerCode}`}
        {problem.requestId && ` · request ${problem.requestId}`}
      </Text>
    </>
  );
}

export interface ProblemAlertProps {
  error: Error;
  onRetry?: () => void;
  title?: string | undefined;
}

export function ProblemAlert({ error, onRetry, title }: ProblemAlertProps) {
  const known = error instanceof ApiError ? error.problem.title : undefined;
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={title ?? known ?? 'That did not work'}
      styles={{
        root: { background: 'var(--wt-surface)', borderColor: 'var(--wt-line)' },
        title: { color: 'var(--wt-bad)' },
        icon: { color: 'var(--wt-bad)' },
        message: { color: 'var(--wt-text)' },
      }}
    >
      <ProblemDetail error={error} />
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
