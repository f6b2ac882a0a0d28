import { Button, Checkbox, Group, Select, Skeleton, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useRefreshOn } from '../../live/refresh.ts';
import { useApi, useCompanyId, useMay } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { ProblemAlert, shortTime } from '../../ui/index.ts';
import { lastWords } from './last-words.ts';
import { chatsKey, chatsQuery, type Chat, type Place } from './data.ts';

const TYPED_MS = 300;

const CONCERNS = new Set(['message.received', 'message.queued', 'message.sent', 'chat.updated']);

/** The chats of all phones, the one with the newest message first. */
export function ChatList({ place }: { place: Place | null }) {
  const companyId = useCompanyId();
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [unread, setUnread] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useInfiniteQuery(chatsQuery(useApi(), companyId, { search, unread }));
  useRefreshOn(chatsKey(companyId), ({ type }) => CONCERNS.has(type), 1500);
  const chats = found.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="wt-inbox-list">
      <Group p="sm" gap="xs">
        <TextInput
          aria-label="Find a chat"
          placeholder="Name or number"
          leftSection={<IconSearch size={15} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w="100%"
        />
        <Checkbox
          size="xs"
          label="Unread only"
          checked={unread}
          onChange={(event) => setUnread(event.currentTarget.checked)}
        />
      </Group>
      <NewChat text={text} />
      {found.error && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton h={160} m="sm" w="auto" />}
      <ul className="wt-chats" aria-label="Chats">
        {chats.map((chat) => (
          <li key={`${chat.phoneIndex} ${chat.chatId}`}>
            <ChatLink
              chat={chat}
              isOpen={place?.chatId === chat.chatId && place.phoneIndex === chat.phoneIndex}
            />
          </li>
        ))}
        {!found.isPending && chats.length === 0 && (
          <Text component="li" size="sm" c="dimmed" p="md">
            {search === '' && !unread ? 'Nobody has written yet.' : 'No chat is like this.'}
          </Text>
        )}
        {found.hasNextPage && (
          <li>
            <Button
              variant="subtle"
              fullWidth
              loading={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              Older chats
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}

function ChatLink({ chat, isOpen }: { chat: Chat; isOpen: boolean }) {
  return (
    <Link
      to={`/c/${chat.companyId}/inbox/${chat.phoneIndex}/${encodeURIComponent(chat.chatId)}`}
      className="wt-chat"
      aria-current={isOpen}
    >
      <span className="wt-chat-name">{chat.name ?? chat.chatId}</span>
      {chat.lastMessageAt ? (
        <time dateTime={chat.lastMessageAt} className="wt-chat-about wt-num">
          {shortTime(chat.lastMessageAt)}
        </time>
      ) : (
        <span />
      )}
      <span className="wt-chat-last">{lastWords(chat)}</span>
      {chat.unreadCount > 0 ? (
        <span className="wt-unread wt-num" aria-label={`${chat.unreadCount} unread`}>
          {chat.unreadCount}
        </span>
      ) : (
        <span />
      )}
      <span className="wt-chat-about wt-num">
        {chat.name === null ? '' : `${chat.chatId} · `}phone {chat.phoneIndex}
      </span>
    </Link>
  );
}

const NUMBER = /^\+?[\d\s-]{6,20}$/;

/** A number that nobody has written from yet begins a chat, on the phone that is chosen. */
function NewChat({ text }: { text: string }) {
  const api = useApi();
  const companyId = useCompanyId();
  const navigate = useNavigate();
  const sends = useMay('messages:send');
  const [phoneIndex, setPhoneIndex] = useState<string | null>(null);
  const isNumber = NUMBER.test(text.trim());
  const { data: phones = [] } = useQuery({
    queryKey: ['phones', companyId, 'names'],
    enabled: isNumber && sends,
    queryFn: async ({ signal }) => {
      const asked = { params: { path: { companyId }, query: { limit: 200 } }, signal };
      return (await unwrap(api.GET('/api/v2/companies/{companyId}/phones', asked))).data;
    },
  });
  if (!sends || !isNumber) return null;
  const chosen = phoneIndex ?? String(phones[0]?.phoneIndex ?? 0);
  const number = text.replaceAll(/\D/g, '');
  return (
    <Group px="sm" pb="sm" gap="xs">
      {phones.length > 1 && (
        <Select
          aria-label="From which phone"
          size="xs"
          flex={1}
          allowDeselect={false}
          value={chosen}
          onChange={setPhoneIndex}
          data={phones.map((phone) => ({
            value: String(phone.phoneIndex),
            label: `${phone.phoneIndex} ${phone.name ?? ''}`,
          }))}
        />
      )}
      <Button
        size="xs"
        variant="light"
        onClick={() => void navigate(`/c/${companyId}/inbox/${chosen}/${number}`)}
      >
        Write to {number}
      </Button>
    </Group>
  );
}
