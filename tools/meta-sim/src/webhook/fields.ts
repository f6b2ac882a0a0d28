import { newWamid } from '../ids.ts';
import type { Phone } from '../phones.ts';
import { metadataOf } from './payload.ts';

const USER = '16505551234';
const TEMPLATE = {
  message_template_id: 7_700_000_000_000_001,
  message_template_name: 'order_confirmation',
  message_template_language: 'en_US',
};

interface Moment {
  phone: Phone;
  /** Seconds since 1970. */
  now: number;
}

function ofPhone(phone: Phone): object {
  return { messaging_product: 'whatsapp', metadata: metadataOf(phone) };
}

const contacts = [{ profile: { name: 'Ada' }, wa_id: USER }];

/**
 * What each webhook field carries when nothing else is said, in the shapes of Meta's reference. Whatever an
 * event gives of its own replaces the keys of the same name.
 */
const VALUES: Record<string, (moment: Moment) => object> = {
  account_alerts: ({ phone }) => ({
    entity_type: 'BUSINESS',
    entity_id: phone.wabaId,
    alert_info: {
      alert_severity: 'INFORMATIONAL',
      alert_status: 'ACTIVE',
      alert_type: 'OBA_APPROVED',
      alert_description: 'This is a simulated alert.',
    },
  }),
  account_review_update: () => ({ decision: 'APPROVED' }),
  account_update: ({ phone }) => ({ event: 'VERIFIED_ACCOUNT', phone_number: phone.displayPhoneNumber }),
  account_settings_update: ({ phone, now }) => ({
    ...ofPhone(phone),
    timestamp: String(now),
    type: 'phone_number_settings',
    phone_number_settings: { phone_number_id: phone.phoneNumberId },
  }),
  business_capability_update: () => ({
    max_daily_conversations_per_business: 2000,
    max_phone_numbers_per_business: 20,
    max_phone_numbers_per_waba: 20,
  }),
  business_status_update: ({ phone }) => ({ business_id: phone.wabaId, event: 'BUSINESS_VERIFIED' }),
  calls: ({ phone, now }) => ({
    ...ofPhone(phone),
    contacts,
    calls: [
      {
        id: `wacid.${newWamid(USER, 'inbound').slice(6)}`,
        from: USER,
        to: phone.displayPhoneNumber,
        event: 'terminate',
        direction: 'USER_INITIATED',
        timestamp: String(now),
        status: 'COMPLETED',
        start_time: String(now - 10),
        end_time: String(now),
        duration: 10,
      },
    ],
  }),
  flows: ({ now }) => ({
    event: 'FLOW_STATUS_CHANGE',
    message: 'Flow status changed from DRAFT to PUBLISHED.',
    flow_id: '6627390910605886',
    old_status: 'DRAFT',
    new_status: 'PUBLISHED',
    timestamp: now,
  }),
  group_lifecycle_update: ({ phone, now }) => group(phone, now, 'group_create', { subject: 'A group' }),
  group_participants_update: ({ phone, now }) =>
    group(phone, now, 'group_participants_add', { added_participants: [{ input: USER, wa_id: USER }] }),
  group_settings_update: ({ phone, now }) =>
    group(phone, now, 'group_settings_update', { group_subject: { text: 'New', update_successful: true } }),
  group_status_update: ({ phone, now }) => group(phone, now, 'group_suspend', {}),
  history: ({ phone, now }) => ({
    ...ofPhone(phone),
    history: [
      {
        metadata: { phase: 0, chunk_order: 1, progress: 100 },
        threads: [
          {
            id: USER,
            messages: [
              {
                from: USER,
                id: newWamid(USER, 'inbound'),
                timestamp: String(now - 86_400),
                type: 'text',
                text: { body: 'A message of yesterday' },
                history_context: { status: 'READ' },
              },
            ],
          },
        ],
      },
    ],
  }),
  message_template_components_update: () => ({
    ...TEMPLATE,
    message_template_element: 'Hello {{1}}, your order is here.',
    message_template_title: 'Order',
    message_template_footer: 'Thank you',
    message_template_buttons: [
      {
        message_template_button_type: 'URL',
        message_template_button_text: 'Track',
        message_template_button_url: 'https://a.example',
      },
    ],
  }),
  message_template_quality_update: () => ({
    ...TEMPLATE,
    previous_quality_score: 'GREEN',
    new_quality_score: 'YELLOW',
  }),
  message_template_status_update: () => ({
    event: 'APPROVED',
    ...TEMPLATE,
    message_template_category: 'UTILITY',
    reason: 'NONE',
  }),
  partner_solutions: () => ({
    event: 'SOLUTION_CREATED',
    solution_id: '774485461512159',
    solution_status: 'INITIATED',
  }),
  payment_configuration_update: ({ now }) => ({
    configuration_name: 'default',
    provider_name: 'razorpay',
    provider_mid: 'acc_1',
    status: 'Active',
    created_timestamp: now - 60,
    updated_timestamp: now,
  }),
  phone_number_name_update: ({ phone }) => ({
    display_phone_number: phone.displayPhoneNumber,
    decision: 'APPROVED',
    requested_verified_name: phone.verifiedName,
    rejection_reason: null,
  }),
  phone_number_quality_update: ({ phone }) => ({
    display_phone_number: phone.displayPhoneNumber,
    event: 'UPGRADE',
    old_limit: 'TIER_1K',
    current_limit: 'TIER_10K',
    max_daily_conversations_per_business: 'TIER_10K',
  }),
  security: ({ phone }) => ({
    display_phone_number: phone.displayPhoneNumber,
    event: 'PIN_CHANGED',
    requester: '61555822107539',
  }),
  smb_app_state_sync: ({ phone, now }) => ({
    ...ofPhone(phone),
    state_sync: [
      {
        type: 'contact',
        contact: { full_name: 'Ada Lovelace', first_name: 'Ada', phone_number: USER },
        action: 'add',
        metadata: { timestamp: String(now) },
      },
    ],
  }),
  smb_message_echoes: ({ phone, now }) => ({
    ...ofPhone(phone),
    message_echoes: [
      {
        from: phone.displayPhoneNumber,
        to: USER,
        id: newWamid(USER, 'outbound'),
        timestamp: String(now),
        type: 'text',
        text: { body: 'Written in the app' },
      },
    ],
  }),
  template_category_update: () => ({ ...TEMPLATE, previous_category: 'UTILITY', new_category: 'MARKETING' }),
  user_id_update: ({ phone, now }) => ({
    ...ofPhone(phone),
    contacts,
    user_id_update: [
      {
        wa_id: USER,
        detail: 'The user id of Ada changed.',
        user_id: { previous: 'US.13491208655302741918', current: 'US.13491208655302741919' },
        timestamp: String(now),
      },
    ],
  }),
  user_preferences: ({ phone, now }) => ({
    ...ofPhone(phone),
    contacts,
    user_preferences: [
      {
        wa_id: USER,
        detail: 'User requested to stop marketing messages',
        category: 'marketing_messages',
        value: 'stop',
        timestamp: now,
      },
    ],
  }),
};

function group(phone: Phone, now: number, type: string, more: object): object {
  const common = { timestamp: String(now), group_id: 'Y2FwaV9ncm91cDox', type, request_id: 'R1' };
  return { ...ofPhone(phone), groups: [{ ...common, ...more }] };
}

/** The fields that have a shape of their own here. */
export const FIELDS = Object.keys(VALUES);

/** The value of an event: the usual one of its field, with what is `given` in place of the same keys. */
export function valueOf(field: string, phone: Phone, given: object = {}): object {
  const usual = Object.hasOwn(VALUES, field)
    ? VALUES[field]!({ phone, now: Math.floor(Date.now() / 1000) })
    : {};
  return { ...usual, ...given };
}
