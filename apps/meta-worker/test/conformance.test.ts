import {
  newId,
  sha256Hex,
  silentLog,
  systemClock,
  type MediaRef,
  type MessageType,
  type Phone,
} from '@watertight/core';
import { CHAT, channelConformance, FILES } from '@watertight/testkit/conformance';
import { createMetaChannel } from '../src/channel.ts';
import { createGraph } from '../src/graph.ts';
import { createUploads, type OpenMedia } from '../src/uploads.ts';
import { memoryUploads } from './uploads.ts';
import { Readable } from 'node:stream';
import { startSimulator, type LedgerEntry } from './simulator.ts';

const PHONE: Phone = {
  phoneId: 'ph_1',
  companyId: 'acme',
  phoneIndex: 0,
  name: null,
  connectionType: 'meta',
  processName: 'meta',
  mode: 'sandbox',
  phoneNumberId: '1001',
  wabaId: '9001',
  limits: null,
  fallback: null,
  desiredState: 'start',
  createdAt: new Date(),
};

type WholeEntry = LedgerEntry & { type: string; body: { audio?: { voice?: boolean } } };

/** Meta's words in the ledger, in ours. */
const IN_OUR_WORDS: Readonly<Record<string, string>> = { contacts: 'contact' };

const media = (type: keyof typeof FILES, more: object = {}) => ({
  id: '1',
  mime_type: FILES[type].mimeType,
  sha256: sha256Hex(FILES[type].bytes),
  ...more,
});

/** What Meta's webhook says of a message of each type; polls and templates reach no business. */
const ARRIVING: Partial<Record<MessageType, object>> = {
  text: { type: 'text', text: { body: 'Selamat pagi 👋' } },
  image: { type: 'image', image: media('image', { caption: 'a dot' }) },
  video: { type: 'video', video: media('video') },
  audio: { type: 'audio', audio: media('audio', { voice: false }) },
  voice: { type: 'audio', audio: media('voice', { voice: true }) },
  document: { type: 'document', document: media('document', { filename: 'bill.pdf' }) },
  sticker: { type: 'sticker', sticker: media('sticker', { animated: false }) },
  location: {
    type: 'location',
    location: { latitude: 3.1579, longitude: 101.7116, name: 'Tea house', address: 'Main street 1' },
  },
  contact: {
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Ann Lee' }, phones: [{ phone: '+60 12-345 6789', wa_id: CHAT }] }],
  },
  reaction: { type: 'reaction', reaction: { message_id: 'wamid.ours', emoji: '👍' } },
  interactive: {
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
  },
  button: { type: 'button', button: { text: 'Yes', payload: 'yes' } },
  order: { type: 'order', order: { catalog_id: '1', product_items: [] } },
  system: { type: 'system', system: { body: 'Ann changed her number', type: 'user_changed_number' } },
  call: { id: 'wacid.1', event: 'connect', direction: 'USER_INITIATED' },
  unsupported: { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }] },
};

channelConformance('meta', async () => {
  const simulator = await startSimulator();
  const graph = createGraph({
    liveUrl: 'http://127.0.0.1:9',
    sandboxUrl: simulator.url,
    version: 'v26.0',
    timeoutMs: 10_000,
  });
  const credentials = {
    of: async () => ({
      phoneNumberId: '1001',
      wabaId: '9001',
      accessToken: 'EAAG-the-token',
      appSecret: null,
      verifyToken: null,
    }),
  };
  const quiet = () => undefined;
  const meters = { sent: quiet, webhook: quiet, journalLag: quiet };
  const stored = new Map<string, { ref: MediaRef; bytes: Buffer }>();
  const openMedia: OpenMedia = async (_, mediaId) => {
    const found = stored.get(mediaId);
    return found ? { ref: found.ref, stream: Readable.from([found.bytes]) } : null;
  };
  const shared = { clock: systemClock, log: silentLog };
  const uploads = createUploads({ records: memoryUploads(), openMedia, ...shared });
  const channel = createMetaChannel({ graph, credentials, uploads, meters, ...shared });

  return {
    storeFile(bytes, mimeType, filename) {
      const mediaId = newId('med');
      const ref = { mediaId, mimeType, sizeBytes: bytes.length, sha256: sha256Hex(bytes), filename };
      stored.set(mediaId, { ref, bytes });
      return ref;
    },
    send: (message) => channel.send(PHONE, message, AbortSignal.timeout(15_000)),
    async arrivals(message) {
      const path = `/sim/ledger?opaque=${message.id}&bodies=1`;
      const { entries } = (await simulator.control('GET', path)) as { entries: WholeEntry[] };
      return entries.map(({ type, body }) => (body.audio?.voice ? 'voice' : (IN_OUR_WORDS[type] ?? type)));
    },
    async receive(type) {
      const message = ARRIVING[type];
      if (!message) return null;
      const field = type === 'call' ? 'calls' : 'messages';
      const value = {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550001001', phone_number_id: '1001' },
        contacts: [{ wa_id: CHAT, profile: { name: 'Ann' } }],
        [field]: [{ id: `wamid.${type}`, from: CHAT, timestamp: '1700000000', ...message }],
      };
      const body = {
        object: 'whatsapp_business_account',
        entry: [{ id: '9001', changes: [{ field, value }] }],
      };
      const observations = channel.receive({
        journalId: '1',
        source: 'meta',
        phoneId: null,
        body: JSON.stringify(body),
        receivedAt: new Date(),
        attempts: 1,
      });
      return observations.find((observation) => observation.kind === 'message') ?? null;
    },
    async close() {
      await graph.close();
      await simulator.stop();
    },
  };
});
