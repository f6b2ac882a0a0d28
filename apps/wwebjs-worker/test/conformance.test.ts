import { webMessageKey, type MessageObservation, type MessageType } from '@watertight/core';
import { CHAT, channelConformance, FILES } from '@watertight/testkit/conformance';
import { createWebChannel } from '../src/channel.ts';
import {
  makeFolder,
  newNumber,
  openPaired,
  removeFolder,
  sessionDeps,
  startSim,
  storeFile,
  until,
} from './support.ts';

/** WhatsApp's words in the ledger, in ours. */
const IN_OUR_WORDS: Readonly<Record<string, string>> = {
  chat: 'text',
  ptt: 'voice',
  vcard: 'contact',
  multi_vcard: 'contact',
  poll_creation: 'poll',
};

const media = (type: keyof typeof FILES, more: object = {}) => {
  const { bytes, mimeType, filename } = FILES[type];
  return { media: { data: bytes.toString('base64'), mimetype: mimeType, filename, ...more } };
};

/** How the simulator is told to let each type arrive; a template comes from no phone. */
const ARRIVING: Partial<Record<MessageType, (key: string) => object>> = {
  text: () => ({ text: 'Selamat pagi 👋' }),
  image: () => media('image', { caption: 'a dot' }),
  video: () => media('video'),
  audio: () => media('audio'),
  voice: () => ({ ...media('voice'), type: 'ptt' }),
  document: () => ({ ...media('document'), type: 'document' }),
  sticker: () => ({ ...media('sticker'), type: 'sticker' }),
  location: () => ({ location: { latitude: 3.1579, longitude: 101.7116, name: 'Tea house' } }),
  contact: () => ({
    vcards: [
      'BEGIN:VCARD\nVERSION:3.0\nN:;Ann Lee;;;\nFN:Ann Lee\nTEL;waid=60123456789:+60 12-345 6789\nEND:VCARD',
    ],
  }),
  poll: () => ({ poll: { name: 'Tea?', options: ['yes', 'no'] } }),
  reaction: (key) => ({ reaction: { key, emoji: '👍' } }),
  interactive: () => ({ listRow: { id: 'yes', title: 'Yes' } }),
  // An answer to a template's buttons; one to other buttons is `interactive`.
  button: () => ({
    type: 'template_button_reply',
    attributes: { selectedId: 'yes', selectedDisplayText: 'Yes' },
  }),
  order: () => ({ order: { id: '1', token: 't', title: 'Tea', itemCount: 1 } }),
  call: () => ({ type: 'call_log' }),
  system: () => ({ type: 'e2e_notification' }),
  unsupported: () => ({ type: 'from_the_future' }),
};

channelConformance('wwebjs', async () => {
  const [sim, sessionDir] = [await startSim(), await makeFolder()];
  const number = newNumber();
  const deps = sessionDeps(sim, sessionDir);
  const session = await openPaired(sim, deps, number);
  const channel = createWebChannel(deps);
  let heard = 0;

  const heardMessages = (): MessageObservation[] =>
    session.inbound.slice(heard).flatMap((raw) =>
      channel
        .receive({
          journalId: '1',
          source: 'wwebjs',
          phoneId: session.phone.phoneId,
          body: JSON.stringify(raw),
          receivedAt: new Date(),
          attempts: 1,
        })
        .filter((observation) => observation.kind === 'message'),
    );

  const arrive = async (content: object) => {
    heard = session.inbound.length;
    const { key } = await sim.call<{ key: string }>('POST', '/sim/inbound', {
      phone: number,
      from: CHAT,
      ...content,
    });
    const message = await until('the message arrives', () => heardMessages()[0]);
    return { key, message };
  };

  return {
    storeFile,
    send: (message) => session.text(message),
    async arrivals(message) {
      const entries = await sim.ledger(number);
      return entries
        .filter(({ key }) => key.includes(webMessageKey(message.id)))
        .flatMap(({ type, times }) => Array<string>(times).fill(IN_OUR_WORDS[type] ?? type));
    },
    async receive(type) {
      const content = ARRIVING[type];
      if (!content) return null;
      const key = type === 'reaction' ? (await arrive({ text: 'to react to' })).key : '';
      return (await arrive(content(key))).message;
    },
    async close() {
      await session.close();
      await sim.stop();
      await removeFolder(sessionDir);
    },
  };
});
