import { Text } from '@mantine/core';
import { useParams } from 'react-router';
import { useCompanyId } from '../../session/hooks.ts';
import { curl, Empty, Page } from '../../ui/index.ts';
import { ChatList } from './chats.tsx';
import { Conversation } from './conversation.tsx';
import './inbox.css';

/** `/inbox/<phone>/<chat>`; without it the list alone. */
export default function Inbox() {
  const companyId = useCompanyId();
  const [phone = '', chatId = ''] = (useParams()['*'] ?? '').split('/');
  const isOpen = /^\d+$/.test(phone) && chatId !== '';
  const place = { companyId, phoneIndex: Number(phone), chatId };
  return (
    <Page title="Inbox" about="Answer whoever wrote">
      <div className="wt-card wt-inbox" data-open={isOpen || undefined}>
        <ChatList place={isOpen ? place : null} />
        {isOpen ? (
          <Conversation key={`${phone}/${chatId}`} place={place} />
        ) : (
          <div className="wt-inbox-none">
            <Empty
              title="Choose a chat"
              curl={curl('POST', `/api/v2/messages/text/${companyId}/60123456789`, { message: 'Hello' })}
            >
              Or begin one: type a number with its country code on the left.
            </Empty>
            <Text size="xs" c="dimmed" ta="center">
              What comes in is shown at once.
            </Text>
          </div>
        )}
      </div>
    </Page>
  );
}
