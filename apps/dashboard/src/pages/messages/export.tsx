import { Button, Group, Modal, Progress, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { asApiError } from '../../session/problem.ts';
import { ProblemAlert } from '../../ui/index.ts';
import { parametersOf, type Filter, type Message } from './filter.ts';
import { readPage } from './use-messages.ts';

/** So many at the most: a file that a spreadsheet opens, and that a browser holds. */
const MAX_ROWS = 10_000;
const PAGE = 200;

const rowOf = (message: Message) => ({
  id: message.id,
  createdAt: message.createdAt,
  direction: message.direction,
  type: message.type,
  status: message.status,
  phoneIndex: message.phoneIndex,
  channel: message.connectionType,
  chatId: message.chatId,
  from: message.from,
  to: message.to,
  text: message.content['text'] ?? message.content['caption'] ?? '',
  sentAt: message.sentAt,
  deliveredAt: message.deliveredAt,
  readAt: message.readAt,
  failedAt: message.failedAt,
  attempts: message.attempts,
  errorCode: message.error?.code,
  errorDetail: message.error?.detail,
  providerCode: message.error?.providerCode,
  providerMessageId: message.providerMessageId,
  idempotencyKey: message.idempotencyKey,
});

/** Cells that a spreadsheet would take for a formula are quoted: texts come from strangers. */
async function csvOf(messages: Message[]): Promise<string> {
  const { unparse } = await import('papaparse');
  return unparse(messages.map(rowOf), { escapeFormulae: true, newline: '\r\n' });
}

/** As a file of the browser. A byte order mark tells spreadsheets that it is UTF-8. */
function save(csv: string, name: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Says what will be exported, and does it, page by page. */
export function Export({ filter, onClose }: { filter: Filter; onClose(): void }) {
  const api = useApi();
  const companyId = useCompanyId();
  const [read, setRead] = useState<number | null>(null);
  const [done, setDone] = useState<{ rows: number; isAll: boolean } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);

  const run = async () => {
    control.current = new AbortController();
    const { signal } = control.current;
    setError(null);
    try {
      const messages: Message[] = [];
      let cursor: string | null = null;
      do {
        const limit = Math.min(PAGE, MAX_ROWS - messages.length);
        const page = await readPage(api, companyId, filter, { cursor, limit, signal });
        messages.push(...page.data);
        cursor = page.nextCursor;
        setRead(messages.length);
      } while (cursor !== null && messages.length < MAX_ROWS);
      save(await csvOf(messages), `messages-${companyId}-${new Date().toISOString().slice(0, 10)}.csv`);
      setDone({ rows: messages.length, isAll: cursor === null });
    } catch (fault) {
      if (!signal.aborted) setError(asApiError(fault));
    } finally {
      setRead(null);
    }
  };
  const isNarrowed = parametersOf(filter).size > 0;
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Export as CSV</Text>}>
      <Text size="sm">
        {isNarrowed ? 'The messages that match what is chosen' : 'All messages of the company'}, the newest
        first, 10,000 at the most: a line each with times, numbers, text, error and ids. The file holds what
        people wrote: keep it as carefully.
      </Text>
      {read !== null && (
        <div role="status">
          <Progress value={(100 * read) / MAX_ROWS} mt="md" aria-label="Reading messages" />
          <Text size="xs" c="dimmed" mt={4}>
            {read} read
          </Text>
        </div>
      )}
      {done && (
        <Text size="sm" mt="md" role="status">
          {done.rows} messages are in the file
          {done.isAll ? '.' : ': the newest ones. Choose earlier dates for the others.'}
        </Text>
      )}
      {error && <ProblemAlert error={error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button onClick={() => void run()} loading={read !== null}>
          Save the file
        </Button>
      </Group>
    </Modal>
  );
}
