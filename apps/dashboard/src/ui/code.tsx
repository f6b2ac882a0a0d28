import { ActionIcon, Box, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

export function CopyIcon({ value, label = 'Copy' }: { value: string; label?: string }) {
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? 'Copied' : label}
          >
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** Code to read and to copy. */
export function CodeBlock({ code, label }: { code: string; label?: string }) {
  return (
    <Box>
      <Group justify="space-between" mb={4}>
        <Text size="xs" c="dimmed">
          {label}
        </Text>
        <CopyIcon value={code} />
      </Group>
      {/* Long lines scroll: the keyboard has to get there too. */}
      <pre className="wt-code" tabIndex={0} aria-label={label ?? 'Code'}>
        {code}
      </pre>
    </Box>
  );
}

/** A value that is to be copied elsewhere, as an address or a token. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <Box>
      <Text size="sm" fw={540}>
        {label}
      </Text>
      <Group gap={6} wrap="nowrap" mt={2}>
        <Text className="wt-mono" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {value}
        </Text>
        <CopyIcon value={value} label={`Copy: ${label}`} />
      </Group>
    </Box>
  );
}

export const json = (value: unknown): string => JSON.stringify(value, null, 2);
