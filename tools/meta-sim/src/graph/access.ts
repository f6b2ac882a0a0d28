import { judgeToken, type Phone, type Phones } from '../phones.ts';
import type { GraphError } from './errors.ts';

export type Access = { granted: true; phone: Phone } | { granted: false; error: GraphError };

/** Decides, as Graph does, whether this `Authorization` header may use this phone number id. */
export function accessTo(phones: Phones, phoneNumberId: string, authorization: string | undefined): Access {
  const phone = phones.find(phoneNumberId);
  const verdict = judgeToken(bearerOf(authorization), phone);
  if (verdict === 'missing') return denied('An access token is required to request this resource.');
  if (verdict === 'revoked')
    return denied('Error validating access token: The session has been invalidated.', 467);
  if (verdict === 'wrong') return denied('Invalid OAuth access token - Cannot parse access token');
  return phone ? { granted: true, phone } : { granted: false, error: unknownObject(phoneNumberId) };
}

function bearerOf(authorization: string | undefined): string | undefined {
  return authorization && /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
}

function denied(message: string, subcode?: number): Access {
  return { granted: false, error: { status: 401, code: 190, message, ...(subcode && { subcode }) } };
}

function unknownObject(id: string): GraphError {
  return {
    status: 400,
    type: 'GraphMethodException',
    code: 100,
    subcode: 33,
    message:
      `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing ` +
      'permissions, or does not support this operation. Please read the Graph API documentation at ' +
      'https://developers.facebook.com/docs/graph-api',
  };
}
