import { expect, test } from 'vitest';
import { sha256Hex, type JournalEntry, type Observation } from '@watertight/core';
import { receive } from '../receive.ts';

const AT = new Date(1_764_000_000_000);
const PHONE = { phoneNumberId: '1001' };
const metadata = { display_phone_number: '+60 3-1234 5678', phone_number_id: '1001' };

function heard(
  field: string,
  value: object,
  entry: object = {},
  phoneId: string | null = null,
): Observation[] {
  const body = JSON.stringify({ entry: [{ id: '9', ...entry, changes: [{ field, value }] }] });
  const journal: JournalEntry = {
    ...{ journalId: '1', source: 'meta', phoneId, body, attempts: 0 },
    receivedAt: new Date('2026-11-23T12:00:00Z'),
  };
  return receive(journal);
}
const item = (fields: object) => ({ from: '60123456789', id: 'wamid.1', timestamp: '1764000000', ...fields });
const arrived = (fields: object, more: object = {}) =>
  heard('messages', { metadata, messages: [item(fields)], ...more });

const BYTES = sha256Hex('bytes');
const file = (more: object = {}) => ({
  ...{ id: '77', mime_type: 'image/jpeg', sha256: Buffer.from(BYTES, 'hex').toString('base64') },
  ...more,
});
const pending = { media: null, mediaError: 'It was not fetched yet.' };

test.each([
  ['image', { type: 'image', image: file({ caption: 'a dot' }) }, { ...pending, caption: 'a dot' }],
  ['video', { type: 'video', video: file() }, pending],
  ['audio', { type: 'audio', audio: file({ voice: false }) }, pending],
  ['voice', { type: 'audio', audio: file({ voice: true }) }, pending],
  ['document', { type: 'document', document: file({ filename: 'bill.pdf' }) }, pending],
  ['sticker', { type: 'sticker', sticker: file({ animated: true }) }, { ...pending, animated: true }],
  [
    'location',
    {
      type: 'location',
      location: { latitude: 3.1, longitude: 101.7, name: 'Tea', address: 'Main 1', url: 'x' },
    },
    { latitude: 3.1, longitude: 101.7, name: 'Tea', address: 'Main 1', url: 'x' },
  ],
  [
    'contact',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Ann Lee' },
          phones: [{ phone: '+60 12' }, { wa_id: '6012' }],
          org: { company: 'T' },
        },
        { name: { first_name: 'Bob' }, vcard: 'BEGIN:VCARD' },
      ],
    },
    {
      contacts: [
        { name: 'Ann Lee', phones: ['+60 12', '6012'], organization: 'T' },
        { name: 'Bob', phones: [], vcard: 'BEGIN:VCARD' },
      ],
    },
  ],
  [
    'interactive',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } } },
    { kind: 'button', id: 'y', title: 'Yes' },
  ],
  [
    'interactive',
    {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Row', description: 'first' } },
    },
    { kind: 'list', id: 'r1', title: 'Row', payload: { description: 'first' } },
  ],
  [
    'interactive',
    {
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t1","size":"M"}' },
      },
    },
    { kind: 'flow', id: 't1', title: 'Sent', payload: { flow_token: 't1', size: 'M' } },
  ],
  [
    'button',
    { type: 'button', button: { text: 'Yes', payload: 'yes-1' } },
    { kind: 'button', id: 'yes-1', title: 'Yes', payload: 'yes-1' },
  ],
  [
    'order',
    {
      type: 'order',
      order: {
        catalog_id: 5,
        text: 'please',
        product_items: [{ product_retailer_id: 'p1', quantity: '2', item_price: 1.5, currency: 'MYR' }],
      },
    },
    {
      ...{ catalogId: '5', text: 'please', itemCount: 1 },
      items: [{ productId: 'p1', quantity: 2, price: 1.5, currency: 'MYR' }],
    },
  ],
  ['system', { type: 'request_welcome' }, { event: 'request_welcome', participants: [] }],
  [
    'system',
    { type: 'system', system: { body: 'Her security code changed', type: 'customer_identity_changed' } },
    { event: 'customer_identity_changed', participants: [], text: 'Her security code changed' },
  ],
])('%s', (type, fields, content) => {
  const [message, ...more] = arrived(fields);
  expect(message).toMatchObject({ kind: 'message', type, at: AT });
  expect(message).toHaveProperty('content', content);
  expect(more).toEqual([]);
});

test('a file is named by its id, with what its message says of it, for as long as Meta keeps it', () => {
  const [message] = arrived({ type: 'document', document: file({ filename: 'bill.pdf' }) });
  expect(message).toHaveProperty('file', {
    ...{ ref: '77', mimeType: 'image/jpeg', sha256: BYTES, filename: 'bill.pdf' },
    goneAt: new Date(AT.getTime() + 7 * 24 * 3_600_000),
  });
});

test('reactions, and that they are taken back', () => {
  const on = (emoji: string | undefined) =>
    arrived({ type: 'reaction', reaction: { message_id: 'wamid.0', emoji } })[0];
  const reaction = { type: 'reaction', quotedProviderMessageId: 'wamid.0' };
  expect(on('👍')).toMatchObject({ ...reaction, content: { emoji: '👍', messageId: null } });
  expect(on(undefined)).toMatchObject({ ...reaction, content: { emoji: '', messageId: null } });
});

test('forwarded, asked about a product, and from an advertisement', () => {
  const text = { type: 'text', text: { body: 'hi' } };
  const content = (more: object) => (arrived({ ...text, ...more })[0] as { content?: object }).content;
  expect(content({ context: { forwarded: true } })).toEqual({ text: 'hi', forwarded: 1 });
  expect(content({ context: { frequently_forwarded: true } })).toEqual({ text: 'hi', forwarded: 6 });
  const product = { catalog_id: 'c', product_retailer_id: 'p' };
  expect(content({ context: { id: 'wamid.0', referred_product: product } })).toEqual({
    ...{ text: 'hi', referredProduct: { catalogId: 'c', productId: 'p' } },
  });
  const referral = {
    source_type: 'ad',
    source_id: 12,
    ctwa_clid: 'click',
    welcome_message: { text: 'Hello' },
  };
  expect(content({ referral })).toEqual({
    ...{ text: 'hi', referral: { sourceType: 'ad', sourceId: '12', clickId: 'click', welcomeText: 'Hello' } },
  });
});

test('a text that was changed and a message that was taken back', () => {
  const edit = { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'now' } } };
  expect(arrived({ type: 'edit', edit })).toEqual([
    { kind: 'edit', phone: PHONE, providerMessageId: 'wamid.0', text: 'now', at: AT },
  ]);
  expect(arrived({ type: 'revoke', revoke: { original_message_id: 'wamid.0' } })).toEqual([
    { kind: 'revocation', phone: PHONE, providerMessageId: 'wamid.0', at: AT },
  ]);
});

test('a person without a number is known by BSUID and username, and by his number where it is told', () => {
  const contacts = [
    { profile: { name: 'Ann', username: '@ann.lee' }, user_id: 'MY.1349', parent_user_id: 'MY.ENT.7' },
  ];
  const text = { type: 'text', text: { body: 'hi' } };
  expect(arrived({ ...text, from: undefined, from_user_id: 'MY.1349' }, { contacts })[0]).toMatchObject({
    chatId: 'MY.1349',
    people: [{ phoneNumber: null, lid: null, bsuid: 'MY.1349', pushName: 'Ann', username: 'ann.lee' }],
  });
  expect(arrived({ ...text, from_user_id: 'MY.1349' }, { contacts })[0]).toMatchObject({
    chatId: '60123456789',
    people: [{ phoneNumber: '60123456789', bsuid: 'MY.1349' }],
  });
});

test('a number that changed moves the contact, and is a message of the chat', () => {
  const system = { body: 'Ann changed', type: 'user_changed_number', wa_id: '60199999999' };
  expect(arrived({ type: 'system', system })).toMatchObject([
    { type: 'system', chatId: '60123456789', content: { event: 'user_changed_number' } },
    {
      kind: 'contact',
      person: { phoneNumber: '60199999999', formerly: { phoneNumber: '60123456789' } },
      data: { chatId: '60199999999', previousChatId: '60123456789' },
    },
  ]);
});

test('a BSUID that changed', () => {
  const user_id_update = [
    { wa_id: '60123456789', user_id: { previous: 'MY.1', current: 'MY.2' }, timestamp: '1764000000' },
  ];
  expect(heard('user_id_update', { metadata, user_id_update })).toMatchObject([
    {
      kind: 'contact',
      person: { phoneNumber: '60123456789', bsuid: 'MY.2', formerly: { bsuid: 'MY.1' } },
      data: { chatId: '60123456789', previousChatId: 'MY.1' },
      at: AT,
    },
  ]);
});

test('who wants no marketing messages', () => {
  const wish = (value: string) => ({
    wa_id: '60123456789',
    category: 'marketing_messages',
    value,
    timestamp: 1764000000,
  });
  const told = heard('user_preferences', {
    metadata,
    user_preferences: [wish('stop'), wish('resume'), wish('odd')],
  });
  expect(told).toMatchObject([
    { kind: 'contact', person: { acceptsMarketing: false }, data: { value: 'stop' } },
    { kind: 'contact', person: { acceptsMarketing: true }, data: { value: 'resume' } },
    { kind: 'happening', type: 'provider.event' },
  ]);
});

test('a status has its facts, in a group its recipient, and what it tells of him', () => {
  const status = {
    ...{ id: 'wamid.1', status: 'delivered', timestamp: '1764000000', recipient_id: '60123456789' },
    recipient_user_id: 'MY.1',
    pricing: { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' },
    conversation: { id: 'c1', origin: { type: 'utility' }, expiration_timestamp: '1764086400' },
  };
  const group = {
    ...{ ...status, recipient_id: 'Y2Fw', recipient_type: 'group', recipient_user_id: undefined },
    recipient_participant_id: '60111',
  };
  const [one, other] = heard('messages', { metadata, statuses: [status, group] });
  expect(one).toMatchObject({
    facts: {
      pricing: { billable: true, model: 'PMP', category: 'utility', type: 'regular' },
      conversation: { id: 'c1', origin: 'utility', expiresAt: '1764086400' },
    },
    people: [{ phoneNumber: '60123456789', bsuid: 'MY.1' }],
  });
  expect(one).not.toHaveProperty('participant');
  expect(other).toMatchObject({ participant: '60111' });
});

test('a call is a message and an event, its end an event', () => {
  const call = { id: 'wacid.1', from: '60123456789', timestamp: '1764000000', direction: 'USER_INITIATED' };
  const calls = [
    { ...call, event: 'connect', session: { sdp_type: 'offer', sdp: 'm=audio 9' } },
    { ...call, event: 'terminate', duration: 12, status: 'COMPLETED' },
  ];
  expect(heard('calls', { metadata, calls })).toMatchObject([
    { kind: 'message', type: 'call', content: { callId: 'wacid.1', video: false, group: false } },
    { type: 'call.received', data: { event: 'connect', from: '60123456789' } },
    { type: 'call.received', data: { event: 'terminate', durationSeconds: 12, status: 'COMPLETED' } },
  ]);
});

test('a group that changed', () => {
  const groups = [
    { group_id: 'Y2Fw', type: 'group_create', subject: 'Tea', timestamp: 1764000000, request_id: 'r' },
  ];
  expect(heard('group_lifecycle_update', { metadata, groups })).toMatchObject([
    { type: 'group.updated', data: { chatId: 'Y2Fw@g.us', event: 'group_create' }, at: AT },
    { kind: 'chat', chatId: 'Y2Fw@g.us', change: { name: 'Tea' } },
  ]);
});

test("what the number's owner writes in his app is outbound", () => {
  const echo = {
    ...item({ type: 'text', text: { body: 'from the app' } }),
    from: '60312345678',
    to: '60123456789',
  };
  expect(heard('smb_message_echoes', { metadata, message_echoes: [echo] })).toMatchObject([
    { kind: 'message', fromMe: true, chatId: '60123456789', from: '60312345678', status: 'sent' },
  ]);
});

test('the history comes in chunks: its messages are no news, and the chunk is', () => {
  const chunk = {
    metadata: { phase: 0, chunk_order: 1, progress: 55 },
    threads: [
      {
        id: '60123456789',
        messages: [
          { ...item({ type: 'text', text: { body: 'hi' } }), history_context: { status: 'READ' } },
          {
            ...item({ id: 'wamid.2', type: 'media_placeholder' }),
            ...{ from: '60312345678', to: '60123456789', history_context: { status: 'ERROR' } },
          },
        ],
      },
    ],
  };
  const declined = { errors: [{ code: 2593109, message: 'History sharing is turned off' }] };
  const observed = heard('history', { metadata, history: [chunk, declined] });
  expect(observed).toMatchObject([
    { kind: 'message', chatId: '60123456789', fromMe: false, isHistory: true },
    {
      kind: 'message',
      chatId: '60123456789',
      fromMe: true,
      isHistory: true,
      type: 'unsupported',
      status: 'failed',
    },
    { type: 'provider.event', data: { field: 'history', raw: { metadata: chunk.metadata, messages: 2 } } },
    { type: 'provider.event', data: { field: 'history', raw: { ...declined, messages: 0 } } },
  ]);
  const image = item({ id: 'wamid.2', from: '60312345678', to: '60123456789', type: 'image', image: file() });
  expect(heard('history', { metadata, messages: [image] })).toMatchObject([
    { isHistory: true, fromMe: true, chatId: '60123456789', file: { ref: '77' } },
  ]);
});

test("the contacts of the number's app", () => {
  const contact = (action: string) => ({
    ...{ type: 'contact', action, metadata: { timestamp: '1764000000' } },
    contact: { full_name: 'Ann Lee', first_name: 'Ann', phone_number: '60123456789' },
  });
  expect(
    heard('smb_app_state_sync', { metadata, state_sync: [contact('add'), contact('remove')] }),
  ).toMatchObject([
    { kind: 'contact', person: { phoneNumber: '60123456789', name: 'Ann Lee' }, at: AT },
    { kind: 'contact', data: { removed: true } },
  ]);
});

const template = {
  message_template_id: 1_234_567_890,
  message_template_name: 'order_1',
  message_template_language: 'en_US',
};

test.each([
  [
    'message_template_status_update',
    { event: 'REJECTED', reason: 'INVALID_FORMAT', ...template },
    { change: 'status', status: 'REJECTED', reason: 'INVALID_FORMAT' },
  ],
  ['message_template_status_update', { event: 'APPROVED', reason: 'NONE', ...template }, { reason: null }],
  [
    'message_template_quality_update',
    { previous_quality_score: 'GREEN', new_quality_score: 'RED', ...template },
    { change: 'quality', quality: 'RED', previousQuality: 'GREEN' },
  ],
  [
    'template_category_update',
    { previous_category: 'UTILITY', new_category: 'MARKETING', ...template },
    { change: 'category', category: 'MARKETING', previousCategory: 'UTILITY' },
  ],
  [
    'message_template_components_update',
    { message_template_element: 'Hello {{1}}', message_template_footer: 'Bye', ...template },
    { change: 'components', components: { element: 'Hello {{1}}', footer: 'Bye' } },
  ],
])('%s is told of the template', (field, value, data) => {
  expect(heard(field, value, { time: 1764000000 })).toMatchObject([
    {
      ...{ type: 'template.status', phone: { wabaId: '9' }, at: AT },
      data: {
        wabaId: '9',
        templateId: '1234567890',
        name: 'order_1',
        language: 'en_US',
        field,
        raw: value,
        ...data,
      },
    },
  ]);
});

test('an id of many digits keeps them all', () => {
  const body =
    '{"entry":[{"id":"9","changes":[{"field":"flows","value":{"flow_id": 12345678901234567890}}]}]}';
  const entry: JournalEntry = {
    ...{ journalId: '1', source: 'meta', phoneId: null, body, attempts: 0, receivedAt: AT },
  };
  expect(receive(entry)).toMatchObject([{ data: { flowId: '12345678901234567890' } }]);
});

test.each([
  [
    'phone_number_quality_update',
    {
      display_phone_number: '60 3-1234 5678',
      event: 'FLAGGED',
      current_limit: 'TIER_1K',
      old_limit: 'TIER_10K',
    },
    'phone.quality',
    {
      change: 'quality',
      displayPhoneNumber: '60312345678',
      event: 'FLAGGED',
      limit: 'TIER_1K',
      previousLimit: 'TIER_10K',
    },
  ],
  [
    'phone_number_name_update',
    {
      display_phone_number: '60312345678',
      decision: 'REJECTED',
      requested_verified_name: 'Tea',
      rejection_reason: 'X',
    },
    'phone.quality',
    { change: 'name', decision: 'REJECTED', requestedName: 'Tea', reason: 'X' },
  ],
  [
    'account_alerts',
    { alert_type: 'OBA_APPROVED', entity_id: 1 },
    'account.updated',
    { event: 'OBA_APPROVED' },
  ],
  ['account_update', { event: 'ACCOUNT_RESTRICTION' }, 'account.updated', { event: 'ACCOUNT_RESTRICTION' }],
  ['account_review_update', { decision: 'APPROVED' }, 'account.updated', { event: 'APPROVED' }],
  ['business_capability_update', { max_phone_numbers_per_business: 25 }, 'account.updated', { event: null }],
  ['security', { event: 'PIN_CHANGED' }, 'account.updated', { event: 'PIN_CHANGED' }],
  ['payment_configuration_update', { status: 'Active' }, 'account.updated', { event: 'Active' }],
  [
    'flows',
    { event: 'FLOW_STATUS_CHANGE', flow_id: '5', old_status: 'DRAFT', new_status: 'PUBLISHED' },
    'flow.updated',
    { flowId: '5', status: 'PUBLISHED', previousStatus: 'DRAFT' },
  ],
])('%s is told with its raw value', (field, value, type, data) => {
  expect(heard(field, value)).toMatchObject([{ type, data: { wabaId: '9', field, raw: value, ...data } }]);
});

test('a word of the account names the phone that vouches for it, and is the same when it comes again', () => {
  const news = (entry: object) => heard('account_update', { event: 'X' }, entry, 'ph_1')[0];
  expect(news({})).toMatchObject({ phone: { wabaId: '9', spokenBy: 'ph_1' } });
  const key = (entry: object) => (news(entry) as { key?: string }).key;
  expect(key({ time: 1 })).toBe(key({ time: 1 }));
  expect(key({ time: 1 })).not.toBe(key({ time: 2 }));
});

test('what no database keeps is taken out of texts', () => {
  const [message] = heard('messages', {
    metadata,
    messages: [item({ type: 'text', text: { body: 'a\u0000b \ud800 👋' } })],
  });
  expect(message).toMatchObject({ content: { text: 'ab \ufffd 👋' } });
});
