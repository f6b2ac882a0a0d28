import type { FastifyRequest } from 'fastify';
import type { Phone, Phones } from '../phones.ts';
import type { GraphError } from './errors.ts';

export type Access = { granted: true; phone: Phone } | { granted: false; error: GraphError };

/** Decides, as Graph does, whether this token may use this phone number id. */
export function accessTo(phones: Phones, phoneNumberId: string, request: FastifyRequest): Access {
  const phone = phones.find(phoneNumberId);
  const error = tokenProblem(phones, request, phone);
  if (error) return { granted: false, error };
  return phone
    ? { granted: true, phone }
    : { granted: false, error: unknownObject(phoneNumberId, request.method) };
}

/** Why the token of a request is not taken for this phone; without a phone, whether it could be one at all. */
export function tokenProblem(phones: Phones, request: FastifyRequest, phone?: Phone): GraphError | undefined {
  const verdict = phones.judge(tokenOf(request), phone);
  if (verdict === 'missing') return denied('An access token is required to request this resource.');
  if (verdict === 'revoked')
    return denied('Error validating access token: The session has been invalidated.', 467);
  if (verdict === 'wrong') return denied('Invalid OAuth access token - Cannot parse access token');
  return undefined;
}

/** The token in `Authorization: Bearer` (or `OAuth`), or in the query as `access_token`. */
export function tokenOf({ headers, query }: FastifyRequest): string | undefined {
  const { authorization } = headers;
  if (authorization) return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization)?.[1];
  const given = (query as Record<string, unknown>).access_token;
  return typeof given === 'string' ? given : undefined;
}

function denied(message: string, subcode?: number): GraphError {
  return { status: 401, code: 190, message, ...(subcode && { subcode }) };
}

/** The answer for an id that is nothing this token can see. `method` is the HTTP method of the request. */
export function unknownObject(id: string, method: string): GraphError {
  return {
    status: 400,
    type: 'GraphMethodException',
    code: 100,
    subcode: 33,
    message:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due ` +
      'to missing permissions, or does not support this operation. Please read the Graph API documentation at ' +
      'https://developers.facebook.com/docs/graph-api',
  };
}
