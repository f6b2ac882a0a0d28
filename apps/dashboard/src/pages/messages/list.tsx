import { Button, Center, Loader, Text } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Pill, shortTime } from '../../ui/index.ts';
import { preview, type Message } from './filter.ts';
import './list.css';
import type { Messages } from './use-messages.ts';

const ROW_PX = 44;
/** So near to its end the list reads on. */
const AHEAD_ROWS = 30;
/** Of the list, as long as what is at its top is looked at. */
const TOP_PX = 8;

interface RowsProps {
  messages: Messages;
  chosen: string;
  to(messageId: string): string;
}

/** However long the list is, only what can be seen of it is there. */
export function MessageRows({ messages, chosen, to }: RowsProps) {
  const { shown, above, state, isEnd, readMore, reveal } = messages;
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are called while this is drawn, never kept
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => shown[index]?.id ?? index,
  });
  const items = rows.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (last >= shown.length - AHEAD_ROWS) readMore();
  });
  // Who looks at the top sees what is new at once; who reads further down is not moved.
  useEffect(() => {
    if (above.length > 0 && (scroller.current?.scrollTop ?? 0) <= TOP_PX) reveal();
  });

  const toTop = () => {
    reveal();
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <div style={{ position: 'relative' }}>
      {above.length > 0 && (
        <Button className="wt-fresh" size="compact-sm" radius="xl" onClick={toTop}>
          {above.length} new
        </Button>
      )}
      <div ref={scroller} className="wt-messages" tabIndex={0} role="region" aria-label="Messages">
        <div
          role="list"
          aria-label="Messages, the newest first"
          style={{ height: rows.getTotalSize(), position: 'relative' }}
        >
          {items.map(({ key, index, start }) => {
            const message = shown[index];
            return (
              message && (
                <Row
                  key={key}
                  message={message}
                  isChosen={message.id === chosen}
                  to={to(message.id)}
                  start={start}
                />
              )
            );
          })}
        </div>
        <Center h={44}>
          {state === 'reading' ? (
            <Loader size="xs" aria-label="Reading" />
          ) : isEnd ? (
            <Text size="xs" c="dimmed">
              {shown.length} {shown.length === 1 ? 'message' : 'messages'}, that is all
            </Text>
          ) : (
            <Button variant="subtle" size="compact-sm" onClick={readMore}>
              Look further back
            </Button>
          )}
        </Center>
      </div>
    </div>
  );
}

interface RowProps {
  message: Message;
  isChosen: boolean;
  to: string;
  start: number;
}

const Row = memo(function Row({ message, isChosen, to, start }: RowProps) {
  const isOut = message.direction === 'outbound';
  const Arrow = isOut ? IconArrowUpRight : IconArrowDownLeft;
  return (
    <div role="listitem" className="wt-message-item" style={{ transform: `translateY(${start}px)` }}>
      <Link to={to} className="wt-message" data-chosen={isChosen || undefined} data-id={message.id}>
        <time dateTime={message.createdAt} className="wt-num wt-message-time">
          {shortTime(message.createdAt)}
        </time>
        <Arrow
          size={15}
          className="wt-message-arrow"
          aria-label={isOut ? 'sent' : 'received'}
          data-out={isOut || undefined}
        />
        <span className="wt-num wt-message-chat">{message.chatId}</span>
        <span className="wt-message-text">{message.revokedAt ? 'taken back' : preview(message)}</span>
        <span
          className="wt-message-phone"
          title={message.connectionType === 'meta' ? 'Cloud API' : 'WhatsApp Web'}
        >
          phone {message.phoneIndex}
        </span>
        <span className="wt-message-status">
          <Pill status={message.status} />
        </span>
      </Link>
    </div>
  );
});
