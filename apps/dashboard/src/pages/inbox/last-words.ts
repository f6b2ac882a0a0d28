import type { Chat } from './data.ts';

/** What a message without words is called. */
const KINDS: Partial<Record<NonNullable<Chat['lastMessage']>['type'], string>> = {
  image: 'Picture',
  video: 'Video',
  audio: 'Audio',
  voice: 'Voice message',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Place',
  contact: 'Contact',
  poll: 'Poll',
  interactive: 'Buttons or a list',
  template: 'Template',
  reaction: 'Reaction',
  call: 'Call',
};

/** How a chat goes on in its list: the latest message in a line, with who wrote it and what hinders it. */
export function lastWords({ lastMessage }: Pick<Chat, 'lastMessage'>): string {
  if (lastMessage === null) return '';
  const { direction, type, text, status, isRevoked } = lastMessage;
  const kind = KINDS[type];
  const said = text?.replaceAll(/\s+/g, ' ').trim();
  const words = isRevoked ? 'Taken back' : [kind, said].filter(Boolean).join(': ') || type;
  const by = direction === 'outbound' ? 'You: ' : '';
  return `${status === 'failed' ? 'Not sent. ' : ''}${by}${words}`;
}
