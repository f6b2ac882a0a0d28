import { randomInt } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts } from '../accounts/accounts.ts';
import type { PhoneRecord, PhoneRecords } from '../accounts/phone-state.ts';
import type { HttpClient } from '../http-client.ts';
import { isHttpUrl } from '../http-url.ts';
import type { Uploads } from '../media/uploads.ts';
import { isObject, type Fields } from '../messages/check.ts';
import type { Phone, Phones } from '../phones.ts';
import { phoneDigits } from '../recipient.ts';
import { shakeHands } from '../webhook/handshake.ts';
import { accessTo } from './access.ts';
import { codedError, parameterError, type GraphError } from './errors.ts';
import { asText, isError, page, paramsOf, pickFields, required, textParam } from './params.ts';
import { VERSION, type NodePath } from './paths.ts';
import { profileProblem } from './profile.ts';
import { answerWith, refuse } from './reply.ts';

const DAY_MS = 86_400_000;
const WRONG_PINS = 5;
const REGISTRATIONS = 10;
const NODE_TYPE = 'WhatsAppBusinessPhoneNumber';
const DEFAULT_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
];

export interface PhoneNodeDeps {
  phones: Phones;
  records: PhoneRecords;
  accounts: Accounts;
  uploads: Uploads;
  client: HttpClient;
}

type NodeRequest = FastifyRequest<NodePath>;
type Edge = (phone: Phone, params: Fields, request: NodeRequest) => object | Promise<object>;

/** Answered where Graph says no more than that it went well. */
const DONE = { success: true };

/** `POST /{phone number id}/{edge}` and its kin: everything about a phone but messages and media. */
export function phoneRoutes(app: FastifyInstance, deps: PhoneNodeDeps): void {
  const { records } = deps;
  const edge = (method: 'GET' | 'POST' | 'DELETE', name: string, run: Edge) =>
    app.route<NodePath>({
      method,
      url: `/${VERSION}/:id/${name}`,
      handler: (request, reply) => onPhone(deps, request, reply, run),
    });

  edge('POST', 'register', ({ phoneNumberId }, params) => register(records.change(phoneNumberId), params));
  edge('POST', 'deregister', ({ phoneNumberId }) => deregister(records.change(phoneNumberId)));
  edge('POST', 'request_code', ({ phoneNumberId }, params) =>
    requestCode(records.change(phoneNumberId), params),
  );
  edge('POST', 'verify_code', ({ phoneNumberId }, params) =>
    verifyCode(records.change(phoneNumberId), params),
  );
  edge('GET', 'whatsapp_business_profile', ({ phoneNumberId }, params) =>
    showProfile(records.read(phoneNumberId).profile, params),
  );
  edge('POST', 'whatsapp_business_profile', ({ phoneNumberId }, params) =>
    changeProfile(deps, records.change(phoneNumberId), params),
  );
  edge('GET', 'settings', ({ phoneNumberId }) => ({
    storage_configuration: { status: 'DEFAULT' },
    ...records.read(phoneNumberId).settings,
  }));
  edge('POST', 'settings', ({ phoneNumberId }, params) =>
    changeSettings(records.change(phoneNumberId), params),
  );
  edge('GET', 'block_users', ({ phoneNumberId }, _params, request) =>
    page(request, [...records.read(phoneNumberId).blocked], String, (user) => ({
      messaging_product: 'whatsapp',
      wa_id: user,
    })),
  );
  edge('POST', 'block_users', ({ phoneNumberId }, params) =>
    blockUsers(records.change(phoneNumberId), params, true),
  );
  edge('DELETE', 'block_users', ({ phoneNumberId }, params) =>
    blockUsers(records.change(phoneNumberId), params, false),
  );
}

async function onPhone(deps: PhoneNodeDeps, request: NodeRequest, reply: FastifyReply, run: Edge) {
  const access = accessTo(deps.phones, request.params.id, request);
  if (!access.granted) return refuse(reply, access.error);
  const result = await run(access.phone, paramsOf(request), request);
  return isError(result) ? refuse(reply, result) : answerWith(reply, result);
}

/** `GET /{phone number id}`. */
export function showPhone(deps: PhoneNodeDeps, request: NodeRequest, reply: FastifyReply) {
  return onPhone(deps, request, reply, (phone, { fields }) =>
    pickFields(describePhone(deps, phone), fields, DEFAULT_FIELDS, NODE_TYPE),
  );
}

/** `POST /{phone number id}`: the two-step PIN, or where its webhooks go. */
export function changePhone(deps: PhoneNodeDeps, request: NodeRequest, reply: FastifyReply) {
  return onPhone(deps, request, reply, async ({ phoneNumberId }, { pin, webhook_configuration: webhook }) => {
    if (pin === undefined && webhook === undefined) return required('pin');
    if (webhook !== undefined) {
      const error = await overridePhone(deps, phoneNumberId, webhook);
      if (error) return error;
    }
    if (pin === undefined) return DONE;
    if (!isPin(pin)) return parameterError('Param pin must be 6 digits.');
    deps.records.change(phoneNumberId).pin = asText(pin);
    return DONE;
  });
}

async function overridePhone({ accounts, client }: PhoneNodeDeps, phoneNumberId: string, webhook: unknown) {
  const { override_callback_uri: uri, verify_token: verifyToken } = isObject(webhook) ? webhook : {};
  if (uri === '') return accounts.overridePhone(phoneNumberId, undefined);
  const override = await verified(client, uri, verifyToken);
  if ('code' in override) return override;
  accounts.overridePhone(phoneNumberId, override);
  return undefined;
}

/** Shakes hands with an address that is to get the webhooks. */
export async function verified(client: HttpClient, uri: unknown, verifyToken: unknown) {
  if (typeof uri !== 'string' || !isHttpUrl(uri))
    return parameterError('Param override_callback_uri must be an http or https address.');
  if (typeof verifyToken !== 'string' || verifyToken === '') return required('verify_token');
  const { verified: right, detail } = await shakeHands(client, uri, verifyToken);
  if (right) return { uri, verifyToken };
  return {
    ...parameterError(`The callback URL could not be validated. ${detail}`),
    subcode: 2200,
  } satisfies GraphError;
}

/** Everything that can be asked of a phone. */
export function describePhone({ records, accounts }: PhoneNodeDeps, phone: Phone): Fields {
  const state = records.read(phone.phoneNumberId);
  const overrides = {
    phone_number: accounts.phoneOverrideOf(phone.phoneNumberId)?.uri,
    whatsapp_business_account: accounts.overrideOf(phone.wabaId)?.uri,
    application: phone.webhookUrl,
  };
  return {
    id: phone.phoneNumberId,
    display_phone_number: phone.displayPhoneNumber,
    verified_name: phone.verifiedName,
    quality_rating: state.qualityRating,
    quality_score: { score: state.qualityRating },
    name_status: state.nameStatus,
    new_name_status: 'NONE',
    code_verification_status: state.codeVerificationStatus,
    status: state.status,
    platform_type: state.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    throughput: { level: state.throughputLevel },
    messaging_limit_tier: state.messagingLimit,
    whatsapp_business_manager_messaging_limit: state.messagingLimit,
    account_mode: state.accountMode,
    is_official_business_account: state.isOfficial,
    is_pin_enabled: state.pin !== null,
    is_on_biz_app: state.isOnBizApp,
    is_preverified_number: false,
    search_visibility: 'NON_VISIBLE',
    certificate: 'c2ltdWxhdGVk',
    last_onboarded_time: undefined,
    country_dial_code: undefined,
    health_status: healthOf(phone, state),
    webhook_configuration: Object.fromEntries(
      Object.entries(overrides).filter(([, url]) => url !== undefined),
    ),
  };
}

function healthOf({ phoneNumberId, wabaId }: Phone, { status, registered }: PhoneRecord): object {
  const fine = registered && ['CONNECTED', 'FLAGGED'].includes(status);
  const can_send_message = fine ? 'AVAILABLE' : 'BLOCKED';
  const entities = [
    { entity_type: 'PHONE_NUMBER', id: phoneNumberId, can_send_message },
    { entity_type: 'WABA', id: wabaId, can_send_message: 'AVAILABLE' },
  ];
  return { can_send_message, entities };
}

function isPin(value: unknown): boolean {
  return /^\d{6}$/.test(asText(value));
}

function register(record: PhoneRecord, { messaging_product: product, pin }: Fields): object {
  if (product !== 'whatsapp') return required('messaging_product');
  if (pin === undefined) return required('pin');
  if (!isPin(pin)) return parameterError('Param pin must be 6 digits.');
  if (record.codeVerificationStatus === 'NOT_VERIFIED')
    return codedError(133006, 'Phone number needs to be verified before registering.');
  if (record.wrongPins >= WRONG_PINS)
    return codedError(133008, 'Too many PIN guesses for this phone number.');
  if (record.pin !== null && record.pin !== asText(pin)) {
    record.wrongPins += 1;
    return codedError(133005, 'Two step verification PIN mismatch.');
  }
  if (!countRegistration(record)) return codedError(133016, 'Too many registrations in 72 hours.');
  Object.assign(record, { pin: asText(pin), wrongPins: 0, registered: true, status: 'CONNECTED' });
  return DONE;
}

function deregister(record: PhoneRecord): object {
  if (!record.registered) return codedError(133010, 'The phone number is not registered.');
  if (!countRegistration(record)) return codedError(133016, 'Too many registrations in 72 hours.');
  Object.assign(record, { registered: false, status: 'DISCONNECTED' });
  return DONE;
}

/** Meta allows ten in 72 hours. */
function countRegistration(record: PhoneRecord): boolean {
  record.registrations = record.registrations.filter((at) => Date.now() - at < 3 * DAY_MS);
  if (record.registrations.length >= REGISTRATIONS) return false;
  record.registrations.push(Date.now());
  return true;
}

function requestCode(record: PhoneRecord, params: Fields): object {
  const method = textParam(params, 'code_method');
  if (method !== 'SMS' && method !== 'VOICE')
    return parameterError('Param code_method must be one of {SMS, VOICE}.');
  if (!textParam(params, 'language')) return required('language');
  if (record.codeVerificationStatus === 'VERIFIED')
    return { ...codedError(136024, 'The phone number is verified already.'), subcode: 2388091 };
  record.verificationCode = String(randomInt(1_000_000)).padStart(6, '0');
  return DONE;
}

function verifyCode(record: PhoneRecord, { code }: Fields): object {
  if (code === undefined) return required('code');
  const given = asText(code).replace('-', '');
  if (record.verificationCode === undefined || given !== record.verificationCode)
    return codedError(136025, 'The code is not right.');
  Object.assign(record, { verificationCode: undefined, codeVerificationStatus: 'VERIFIED' });
  return DONE;
}

const PROFILE_FIELDS = [
  'about',
  'address',
  'description',
  'email',
  'profile_picture_url',
  'vertical',
  'websites',
];

function showProfile(profile: Fields, { fields }: Fields): object {
  const node = { ...Object.fromEntries(PROFILE_FIELDS.map((name) => [name, undefined])), ...profile };
  const picked = pickFields(node, fields, ['messaging_product'], 'WhatsAppBusinessProfile');
  if (isError(picked)) return picked;
  return { data: [{ ...picked, id: undefined, messaging_product: 'whatsapp' }] };
}

function changeProfile({ uploads }: PhoneNodeDeps, record: PhoneRecord, params: Fields): object {
  const problem = profileProblem(params, uploads);
  if (problem) return problem;
  const { profile_picture_handle: handle, access_token: _token, ...given } = params;
  const picture =
    handle === undefined
      ? {}
      : { profile_picture_url: `https://pps.whatsapp.net/${record.registrations.length}` };
  record.profile = { ...record.profile, ...given, ...picture };
  return DONE;
}

function changeSettings(
  record: PhoneRecord,
  { access_token: _token, messaging_product: _product, ...given }: Fields,
) {
  const wrong = Object.entries(given).find(([, value]) => !isObject(value));
  if (wrong) return parameterError(`Param ${wrong[0]} must be an object.`);
  if (Object.keys(given).length === 0) return parameterError('At least one setting is required.');
  record.settings = { ...record.settings, ...given };
  return DONE;
}

function blockUsers(record: PhoneRecord, params: Fields, block: boolean): object {
  if (params.messaging_product !== 'whatsapp') return required('messaging_product');
  const given = params.block_users;
  if (!Array.isArray(given) || given.length === 0 || given.length > 1000)
    return parameterError('Param block_users must be an array of 1 to 1000 users.');
  const done: object[] = [];
  const failed: object[] = [];
  for (const entry of given as unknown[]) {
    const input = isObject(entry) ? asText(entry.user) : '';
    const user = phoneDigits(input);
    if (user === undefined)
      failed.push({ input, errors: [{ code: 131009, message: 'Parameter value is not valid' }] });
    else {
      if (block) record.blocked.add(user);
      else record.blocked.delete(user);
      done.push({ input, wa_id: user });
    }
  }
  const list = {
    [block ? 'added_users' : 'removed_users']: done,
    ...(failed.length > 0 && { failed_users: failed }),
  };
  const body = { messaging_product: 'whatsapp', block_users: list };
  return failed.length > 0 && done.length === 0 ? codedError(139100, 'No user could be blocked.') : body;
}
