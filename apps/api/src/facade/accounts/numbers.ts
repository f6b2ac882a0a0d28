import { Type, type Static } from 'typebox';
import type { PhoneWithState } from '@watertight/store';
import type { ApiDeps } from '../../deps.ts';
import type { App } from '../../http/app.ts';
import { named, ref } from '../../schemas/common.ts';
import { graphAnswers } from '../errors.ts';
import type { Numbers } from '../numbers.ts';
import { AccountParams, BASE, NumberParams } from '../paths.ts';
import { FieldsQuery, graphPage, pick } from '../schemas.ts';
import type { Accounts } from './accounts.ts';

const text = () => Type.Optional(Type.String());

export const CloudNumber = named(
  'CloudApiNumber',
  Type.Object(
    {
      id: Type.String(),
      verified_name: text(),
      display_phone_number: text(),
      quality_rating: text(),
      quality_score: Type.Optional(Type.Object({ score: Type.String() })),
      status: Type.Optional(Type.String({ description: '`CONNECTED`, `DISCONNECTED`, or Meta’s word' })),
      name_status: text(),
      code_verification_status: text(),
      platform_type: Type.Optional(Type.String({ description: '`NOT_APPLICABLE` for WhatsApp Web' })),
      throughput: Type.Optional(Type.Object({ level: Type.String() })),
      messaging_limit_tier: text(),
      account_mode: text(),
      is_official_business_account: Type.Optional(Type.Boolean()),
    },
    {
      examples: [
        {
          id: '106540352242922',
          verified_name: 'Demo Ltd',
          display_phone_number: '+60123456789',
          quality_rating: 'GREEN',
          platform_type: 'CLOUD_API',
          throughput: { level: 'STANDARD' },
        },
      ],
    },
  ),
);

/** As Graph answers when no fields are named. */
const USUAL = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
];

/** What is known of a phone of either kind, in Meta's words. */
function numberOf({ phoneNumberId, name, mode, state }: PhoneWithState): Static<typeof CloudNumber> {
  const { provider, me, status } = state;
  const quality = provider?.qualityRating ?? 'UNKNOWN';
  return {
    id: phoneNumberId,
    verified_name: provider?.verifiedName ?? name ?? '',
    display_phone_number: me === null ? '' : `+${me}`,
    quality_rating: quality,
    quality_score: { score: quality },
    status: provider?.numberStatus ?? (status === 'ready' ? 'CONNECTED' : 'DISCONNECTED'),
    name_status: provider?.nameStatus ?? 'NONE',
    code_verification_status: provider?.codeVerificationStatus ?? 'NOT_VERIFIED',
    platform_type: provider?.platformType ?? 'NOT_APPLICABLE',
    throughput: { level: provider?.throughput ?? 'NOT_APPLICABLE' },
    ...(provider?.messagingTier ? { messaging_limit_tier: provider.messagingTier } : {}),
    account_mode: provider?.accountMode ?? mode.toUpperCase(),
    is_official_business_account: provider?.isOfficialBusinessAccount ?? false,
  };
}

export function cloudNumbers(
  app: App,
  { store }: Pick<ApiDeps, 'store'>,
  numbers: Numbers,
  accounts: Accounts,
): void {
  app.route({
    method: 'GET',
    url: `${BASE}/:phoneNumberId`,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'readCloudApiNumber',
      summary: 'What is known of a phone, in Meta’s words',
      tags: ['cloud-api'],
      params: NumberParams,
      querystring: FieldsQuery,
      response: graphAnswers({ 200: ref(CloudNumber) }),
    },
    async handler(request) {
      const phone = await numbers.phoneOf(request, request.params.phoneNumberId);
      // How it is now, not how it was when it was last looked up.
      const now = (await store.phones.byId(phone.phoneId)) ?? phone;
      return pick(numberOf(now), request.query.fields, USUAL);
    },
  });

  app.route({
    method: 'GET',
    url: `${BASE}/:accountId/phone_numbers`,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'listCloudApiNumbers',
      summary: 'The phones of a WhatsApp Business Account',
      description: 'A WhatsApp Web phone is an account of its own, with the id that it has as a phone.',
      tags: ['cloud-api'],
      params: AccountParams,
      querystring: FieldsQuery,
      response: graphAnswers({ 200: graphPage(ref(CloudNumber)) }),
    },
    async handler(request) {
      const phones = await accounts.phonesOf(request, request.params.accountId);
      const usual = [...USUAL, 'status'];
      return { data: phones.map((phone) => pick(numberOf(phone), request.query.fields, usual)) };
    },
  });
}
