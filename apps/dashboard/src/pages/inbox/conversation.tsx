import { ActionIcon, Button, Center, Group, Loader, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useLive } from '../../live/live.tsx';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useMay } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { ProblemAlert, shortTime, useNow } from '../../ui/index.ts';
import { Bubble } from './bubble.tsx';
import { Composer } from './composer.tsx';
import { chatQuery, chatsKey, historyKey, historyQuery, type Message, type Place } from './data.ts';
import { hearHistory, thread } from './thread.ts';

type Pages = InfiniteData<{ data: Message[]; nextCursor: string | null }, string | null>;

/** Near enough to its end that what is new is shown at once. */
const NEAR_PX = 120;

export function Conversation({ place }: { place: Place }) {
  const api = useApi();
  const queries = useQueryClient();
  const history = useInfiniteQuery(historyQuery(api, place));
  const sends = useMay('messages:send');
  // An answer that is under way may be older than what happens meanwhile, and would be put in its place.
  useRefreshOn(historyKey(place), ({ data }) => {
    const { chatId, phoneIndex } = (data['message'] ?? {}) as Partial<Message>;
    const isHere = chatId === place.chatId && phoneIndex === place.phoneIndex;
    return isHere && queries.isFetching({ queryKey: historyKey(place) }) > 0;
  });
  useLive(({ events }) => {
    queries.setQueryData<Pages>(
      historyKey(place),
      (known) => known && { ...known, ...hearHistory(known, events, place), pageParams: known.pageParams },
    );
  });
  const messages = history.data ? thread(history.data) : [];
  useReading(place, messages);
  const scroller = useRef<HTMLDivElement>(null);
  const isNear = useRef(true);
  useLayoutEffect(() => {
    if (isNear.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  });
  return (
    <section className="wt-conversation" aria-label={`Chat with ${place.chatId}`}>
      <Head place={place} />
      <div
        ref={scroller}
        className="wt-thread"
        tabIndex={0}
        role="log"
        aria-label="History"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isNear.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
        }}
      >
        {history.isPending && (
          <Center py="xl">
            <Loader size="sm" aria-label="Reading" />
          </Center>
        )}
        {history.error && <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />}
        {history.hasNextPage && (
          <Center mb="sm">
            <Button
              variant="subtle"
              size="compact-sm"
              loading={history.isFetchingNextPage}
              onClick={() => {
                isNear.current = false;
                void history.fetchNextPage();
              }}
            >
              Earlier messages
            </Button>
          </Center>
        )}
        {history.data && messages.length === 0 && (
          <Text size="sm" c="dimmed" ta="center" py="xl">
            Nothing was written here yet.
          </Text>
        )}
        {messages.map((message) => (
          <Bubble key={message.id} message={message} />
        ))}
      </div>
      {sends ? (
        <Composer place={place} />
      ) : (
        <Text size="sm" c="dimmed" className="wt-composer">
          Your role reads; it does not write.
        </Text>
      )}
    </section>
  );
}

function Head({ place }: { place: Place }) {
  // A chat that nobody wrote in yet is not on record: that is no fault here.
  const { data: chat } = useQuery({ ...chatQuery(useApi(), place), retry: false });
  return (
    <Group className="wt-conversation-head" gap="sm" wrap="nowrap">
      <ActionIcon
        component={Link}
        to={`/c/${place.companyId}/inbox`}
        variant="subtle"
        color="gray"
        aria-label="All chats"
        hiddenFrom="sm"
      >
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <div style={{ minWidth: 0 }}>
        <Text fw={600} truncate>
          {chat?.name ?? place.chatId}
        </Text>
        <Text size="xs" c="dimmed" className="wt-num">
          {place.chatId} · phone {place.phoneIndex}
          {chat?.windowUntil && <Window until={chat.windowUntil} />}
        </Text>
      </div>
    </Group>
  );
}

/** Of the Cloud API: how long the person may be answered with anything but a template. */
function Window({ until }: { until: string }) {
  const isOpen = Date.parse(until) > useNow();
  return (
    <> · {isOpen ? `free to answer until ${shortTime(until)}` : 'only templates reach this person now'}</>
  );
}

/** Marks what came in as read while it is looked at. */
function useReading({ companyId, chatId, phoneIndex }: Place, messages: Message[]): void {
  const api = useApi();
  const queries = useQueryClient();
  const sends = useMay('messages:send');
  const last = messages.findLast(({ direction }) => direction === 'inbound')?.id;
  useEffect(() => {
    if (last === undefined || !sends || document.hidden) return;
    const asked = { params: { path: { companyId, chatId } }, body: { phoneIndex } };
    // A phone that is away cannot mark it now: the count stays, and says so.
    unwrap(api.POST('/api/v2/chats/{companyId}/{chatId}/read', asked)).then(
      () => void queries.invalidateQueries({ queryKey: chatsKey(companyId) }),
      () => undefined,
    );
  }, [api, queries, companyId, chatId, phoneIndex, last, sends]);
}
