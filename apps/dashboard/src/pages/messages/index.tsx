import { Button, Group } from '@mantine/core';
import { IconDownload, IconRefresh, IconRotateClockwise2 } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useApi, useCompanyId, useMay } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { Card, Confirm, curl, Empty, Page, ProblemAlert, told } from '../../ui/index.ts';
import { Detail } from './detail.tsx';
import { Export } from './export.tsx';
import { filterOf, NO_FILTER, parametersOf, queryOf, type Filter } from './filter.ts';
import { Filters } from './filters.tsx';
import { MessageRows } from './list.tsx';
import { useMessages } from './use-messages.ts';

export default function Messages() {
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const { '*': messageId = '' } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.toString();
  const filter = useMemo(() => filterOf(new URLSearchParams(text)), [text]);
  const messages = useMessages(filter);
  const change = useCallback(
    (part: Partial<Filter>) => {
      // The address is ahead of what is drawn: two changes in a row are both kept.
      const now = filterOf(new URLSearchParams(window.location.search));
      setParameters(parametersOf({ ...now, ...part }), { replace: true });
    },
    [setParameters],
  );
  const to = (id: string) =>
    `/c/${companyId}/messages${id === '' ? '' : `/${id}`}${text === '' ? '' : `?${text}`}`;
  const isEmpty = messages.state !== 'reading' && messages.shown.length + messages.above.length === 0;
  return (
    <Page
      title="Messages"
      about="What was sent and received, as it happens"
      actions={
        <>
          <RetryAll filter={filter} />
          <ExportButton filter={filter} />
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={messages.reload}
            loading={messages.state === 'reading'}
          >
            Read again
          </Button>
        </>
      }
    >
      <Filters filter={filter} onChange={change} />
      {messages.error && <ProblemAlert error={messages.error} onRetry={messages.reload} />}
      <Card padding={0}>
        {isEmpty && !messages.error ? (
          <Nothing isNarrowed={text !== ''} onWiden={() => change(NO_FILTER)} />
        ) : (
          <MessageRows messages={messages} chosen={messageId} to={to} />
        )}
      </Card>
      {messageId !== '' && (
        <Detail key={messageId} messageId={messageId} onClose={() => void navigate(to(''))} />
      )}
    </Page>
  );
}

function Nothing({ isNarrowed, onWiden }: { isNarrowed: boolean; onWiden(): void }) {
  const companyId = useCompanyId();
  if (isNarrowed)
    return (
      <Empty
        title="No message is like this"
        action={
          <Button variant="default" onClick={onWiden}>
            Show all messages
          </Button>
        }
      >
        What comes in and matches is shown here at once.
      </Empty>
    );
  return (
    <Empty
      title="No messages yet"
      curl={curl('POST', `/api/v2/messages/text/${companyId}/60123456789`, { message: 'Hello' })}
    >
      Every message of this company, in both directions, will be here. Send the first one from the inbox, or
      by a program:
    </Empty>
  );
}

function ExportButton({ filter }: { filter: Filter }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Export
      </Button>
      {isOpen && <Export filter={filter} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Failed messages that match, queued again in bulk. */
function RetryAll({ filter }: { filter: Filter }) {
  const api = useApi();
  const companyId = useCompanyId();
  const isAllowed = useMay('messages:send');
  const [isAsking, setAsking] = useState(false);
  if (!isAllowed || !filter.status.split(',').includes('failed')) return null;
  const { phoneIndex, chatId, from, to } = queryOf(filter);
  const body = {
    status: ['failed' as const],
    ...(phoneIndex === undefined ? {} : { phoneIndex }),
    ...(chatId === undefined ? {} : { chatId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  const retry = async () => {
    const result = await unwrap(
      api.POST('/api/v2/messages/{companyId}/retry', { params: { path: { companyId } }, body }),
    );
    told(`${result.retried} of ${result.found} failed messages are queued again.`);
  };
  return (
    <Group>
      <Button
        variant="default"
        leftSection={<IconRotateClockwise2 size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Retry all failed
      </Button>
      <Confirm
        title="Queue failed messages again?"
        action="Retry them"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={retry}
      >
        Up to 1,000 failed messages, the oldest first, with the phone, chat and dates that are chosen here;
        type and search are not looked at. Uncertain ones are left: they may have arrived.
      </Confirm>
    </Group>
  );
}
