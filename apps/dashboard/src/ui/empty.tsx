import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { CodeBlock } from './code.tsx';

export interface EmptyProps {
  title: string;
  children: ReactNode;
  /** The line that would fill this. */
  curl?: string;
  action?: ReactNode;
}

/** Nothing here yet: what would be here, and how it comes about. */
export function Empty({ title, children, curl, action }: EmptyProps) {
  return (
    <Stack align="center" gap="sm" py="xl" px="md">
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" ta="center" maw={520}>
        {children}
      </Text>
      {action && <Group>{action}</Group>}
      {curl && (
        <Box w="100%" maw={680}>
          <CodeBlock code={curl} label="The same with curl" />
        </Box>
      )}
    </Stack>
  );
}
