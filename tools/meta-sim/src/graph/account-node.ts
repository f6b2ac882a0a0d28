import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts } from '../accounts/accounts.ts';
import type { Fields } from '../messages/check.ts';
import type { Phones } from '../phones.ts';
import { tokenOf, tokenProblem, unknownObject } from './access.ts';
import type { GraphError } from './errors.ts';
import { isError, page, paramsOf, pickFields } from './params.ts';
import { VERSION, type NodePath } from './paths.ts';
import { describePhone, verified, type PhoneNodeDeps } from './phone-node.ts';
import { answerWith, refuse } from './reply.ts';

const NODE_TYPE = 'WhatsAppBusinessAccount';
const DEFAULT_FIELDS = ['id', 'name', 'timezone_id', 'message_template_namespace'];
const PHONE_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
];

export const APP = {
  id: '100000000000001',
  name: 'Simulated App',
  link: 'https://www.facebook.com/games/?app_id=1',
};

type AccountRequest = FastifyRequest<NodePath>;
export type AccountEdge = (
  wabaId: string,
  params: Fields,
  request: AccountRequest,
) => object | Promise<object>;

/** Runs `run` when the token may see the business account, and answers what it gives. */
export async function onAccount(
  phones: Phones,
  request: AccountRequest,
  reply: FastifyReply,
  run: AccountEdge,
) {
  const { id } = request.params;
  const error = accountProblem(phones, id, request);
  if (error) return refuse(reply, error);
  const result = await run(id, paramsOf(request), request);
  return isError(result) ? refuse(reply, result) : answerWith(reply, result);
}

/** A token sees an account when it may use one of its phones. */
function accountProblem(phones: Phones, wabaId: string, request: AccountRequest): GraphError | undefined {
  const own = phones.ofAccount(wabaId);
  const token = tokenOf(request);
  const fitting = own.find((phone) => phones.judge(token, phone) === 'fine') ?? own[0];
  return (
    tokenProblem(phones, request, fitting) ??
    (phones.hasAccount(wabaId) ? undefined : unknownObject(wabaId, request.method))
  );
}

/** `/{WABA id}/phone_numbers` and `/{WABA id}/subscribed_apps`. */
export function accountRoutes(app: FastifyInstance, deps: PhoneNodeDeps): void {
  const { phones, accounts, client } = deps;
  const edge = (method: 'GET' | 'POST' | 'DELETE', name: string, run: AccountEdge) =>
    app.route<NodePath>({
      method,
      url: `/${VERSION}/:id/${name}`,
      handler: (request, reply) => onAccount(phones, request, reply, run),
    });

  edge('GET', 'phone_numbers', (wabaId, { fields }, request) => {
    const nodes = phones.ofAccount(wabaId).map((phone) => describePhone(deps, phone));
    const picked = nodes.map((node) => pickFields(node, fields, PHONE_FIELDS, 'WhatsAppBusinessPhoneNumber'));
    return (
      picked.find(isError) ??
      page(
        request,
        picked as Fields[],
        ({ id }) => String(id),
        (node) => node,
      )
    );
  });
  edge('GET', 'subscribed_apps', (wabaId) => ({ data: subscriptionOf(accounts, wabaId) }));
  edge(
    'POST',
    'subscribed_apps',
    async (wabaId, { override_callback_uri: uri, verify_token: verifyToken }) => {
      const override = uri === undefined ? undefined : await verified(client, uri, verifyToken);
      if (override && 'code' in override) return override;
      accounts.subscribe(wabaId, override);
      return { success: true };
    },
  );
  edge('DELETE', 'subscribed_apps', (wabaId) => {
    accounts.unsubscribe(wabaId);
    return { success: true };
  });
}

function subscriptionOf(accounts: Accounts, wabaId: string): object[] {
  if (!accounts.isSubscribed(wabaId)) return [];
  const override = accounts.overrideOf(wabaId);
  return [{ whatsapp_business_api_data: APP, ...(override && { override_callback_uri: override.uri }) }];
}

/** `GET /{WABA id}`. */
export function showAccount(phones: Phones, request: AccountRequest, reply: FastifyReply) {
  return onAccount(phones, request, reply, (wabaId, { fields }) =>
    pickFields(describeAccount(wabaId), fields, DEFAULT_FIELDS, NODE_TYPE),
  );
}

function describeAccount(wabaId: string): Fields {
  return {
    id: wabaId,
    name: 'Simulated Account',
    timezone_id: '1',
    currency: 'USD',
    country: 'US',
    message_template_namespace: `simulated_${wabaId}`,
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    ownership_type: 'SELF',
    status: 'ACTIVE',
    is_enabled_for_insights: true,
    health_status: {
      can_send_message: 'AVAILABLE',
      entities: [{ entity_type: 'WABA', id: wabaId, can_send_message: 'AVAILABLE' }],
    },
  };
}
