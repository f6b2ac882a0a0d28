import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

export interface PageProps {
  title: string;
  /** One sentence on what is shown. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Fills the window, and scrolls within. */
  isFull?: boolean;
}

/** The frame of every page: its name, what it is for, what can be done, and its contents. */
export function Page({ title, about, actions, children, isFull = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Watertight`;
  }, [title]);
  return (
    <Stack gap="md" className={isFull ? 'wt-page-full' : undefined}>
      <Group justify="space-between" align="flex-end" wrap="wrap" gap="sm">
        <Box>
          <Title order={1}>{title}</Title>
          {about && (
            <Text size="sm" c="dimmed" mt={2}>
              {about}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

/** A titled part of a page. */
export function Card({
  title,
  aside,
  children,
  padding = 'md',
}: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  padding?: 'md' | 0;
}) {
  return (
    <section className="wt-card">
      {(title || aside) && (
        <Group justify="space-between" px="md" py={10} style={{ borderBottom: '1px solid var(--wt-line)' }}>
          {title && <Title order={2}>{title}</Title>}
          {aside}
        </Group>
      )}
      <Box p={padding}>{children}</Box>
    </section>
  );
}
