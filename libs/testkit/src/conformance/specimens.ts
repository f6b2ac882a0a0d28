import {
  newId,
  type ClaimedMessage,
  type MediaRef,
  type MessageContent,
  type MessageType,
  type SendableType,
} from '@watertight/core';

export const CHAT = '60123456789';

/** Puts a file where the channel under test looks for the files of messages. */
export type StoreFile = (bytes: Buffer, mimeType: string, filename: string) => MediaRef;

// One red pixel, and a WebP of one pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

/** The bytes of each type that carries a file. */
export const FILES = {
  image: { bytes: PNG, mimeType: 'image/png', filename: 'dot.png' },
  video: { bytes: Buffer.from('moving pictures'), mimeType: 'video/mp4', filename: 'clip.mp4' },
  audio: { bytes: Buffer.from('la la la'), mimeType: 'audio/mpeg', filename: 'song.mp3' },
  voice: { bytes: Buffer.from('hello'), mimeType: 'audio/ogg; codecs=opus', filename: 'note.ogg' },
  document: { bytes: Buffer.from('%PDF-1.7 bill'), mimeType: 'application/pdf', filename: 'bill.pdf' },
  sticker: { bytes: WEBP, mimeType: 'image/webp', filename: 'smile.webp' },
} as const;

const file =
  (type: keyof typeof FILES, more: object = {}) =>
  (storeFile: StoreFile): MessageContent => {
    const { bytes, mimeType, filename } = FILES[type];
    return { media: storeFile(bytes, mimeType, filename), ...more };
  };

const plain = (content: MessageContent) => (): MessageContent => content;

/** One message of every type, as it would be claimed. A reaction is given its message by the suite. */
const CONTENTS: Readonly<Record<SendableType, (storeFile: StoreFile) => MessageContent>> = {
  text: plain({ text: 'Selamat pagi 👋' }),
  image: file('image', { caption: 'a dot' }),
  video: file('video'),
  audio: file('audio'),
  voice: file('voice'),
  document: file('document'),
  sticker: file('sticker'),
  location: plain({ latitude: 3.1579, longitude: 101.7116, name: 'Tea house', address: 'Main street 1' }),
  contact: plain({ contacts: [{ name: 'Ann Lee', phones: ['+60 12-345 6789'] }] }),
  poll: plain({ question: 'Tea?', options: ['yes', 'no'], maxSelections: 1 }),
  reaction: plain({ emoji: '👍', messageId: null }),
  interactive: plain({
    interactive: {
      type: 'button',
      body: { text: 'Tea?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    },
  }),
  template: plain({ name: 'hello_world', language: 'en_US', components: [] }),
};

export const specimen = (
  type: SendableType,
  storeFile: StoreFile,
  more: Partial<ClaimedMessage> = {},
): ClaimedMessage => ({
  id: newId('msg'),
  attempt: 1,
  companyId: 'acme',
  phoneIndex: 0,
  chatId: CHAT,
  type,
  content: CONTENTS[type](storeFile),
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: new Date(),
  expiresAt: null,
  ...more,
});

/** What the content of a type must say when it arrives, whichever provider brings it. */
export const RECEIVED: Readonly<Record<MessageType, object>> = {
  text: { text: 'Selamat pagi 👋' },
  image: { caption: 'a dot' },
  video: {},
  audio: {},
  voice: {},
  document: {},
  sticker: {},
  location: { latitude: 3.1579, longitude: 101.7116, name: 'Tea house' },
  contact: { contacts: [{ name: 'Ann Lee' }] },
  poll: { question: 'Tea?', options: ['yes', 'no'] },
  reaction: { emoji: '👍' },
  interactive: { title: 'Yes' },
  button: { title: 'Yes' },
  template: {},
  order: {},
  call: {},
  system: {},
  unsupported: {},
};
