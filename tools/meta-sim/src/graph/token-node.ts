import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BehaviourStore } from '../behaviour.ts';
import type { Phones } from '../phones.ts';
import { tokenProblem } from './access.ts';
import { APP } from './account-node.ts';
import { required } from './params.ts';
import { answerWith, refuse } from './reply.ts';

export interface TokenDeps {
  phones: Phones;
  behaviour: BehaviourStore;
}

/** `GET /debug_token?input_token=`: what a token may do. */
export function debugToken({ phones, behaviour }: TokenDeps, request: FastifyRequest, reply: FastifyReply) {
  const error = tokenProblem(phones, request);
  if (error) return refuse(reply, error);
  const { input_token: input } = request.query as Record<string, string | undefined>;
  if (!input) return refuse(reply, required('input_token'));
  const phone = phones.list().find(({ accessToken }) => accessToken === input);
  const fine = phones.judge(input, phone) === 'fine';
  const { tokenScopes: scopes, tokenExpiresAt } = behaviour.current;
  const expired = tokenExpiresAt !== 0 && tokenExpiresAt * 1000 <= Date.now();
  return answerWith(reply, {
    data: {
      app_id: APP.id,
      type: 'SYSTEM_USER',
      application: APP.name,
      data_access_expires_at: 0,
      expires_at: tokenExpiresAt,
      is_valid: fine && !expired,
      issued_at: Math.floor(Date.now() / 1000) - 3600,
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, ...(phone && { target_ids: [phone.wabaId] }) })),
      user_id: '100000000000002',
      ...(!(fine && !expired) && {
        error: { code: 190, message: 'The access token could not be decrypted or has expired', subcode: 463 },
      }),
    },
  });
}

/** `GET /app`: the app that the token belongs to. */
export function showApp({ phones }: TokenDeps, request: FastifyRequest, reply: FastifyReply) {
  const error = tokenProblem(phones, request);
  return error ? refuse(reply, error) : answerWith(reply, { ...APP, category: 'Business' });
}
