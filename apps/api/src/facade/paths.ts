import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

/** Whether a request is meant for Meta's Graph API: then it is answered in Meta's words, whatever becomes of it. */
export const isGraphRequest = ({ url, routeOptions }: FastifyRequest): boolean =>
  /^\/v\d/.test(url) || isFacadeRoute(routeOptions.url ?? '');

/** Any version from 1.0 on; they are all answered alike. */
const Version = Type.String({
  pattern: '^[1-9][0-9]?\\.[0-9]{1,2}$',
  description: 'Of the Graph API; any from 1.0 on, and all are answered alike',
  examples: ['23.0'],
});

const PhoneNumberId = Type.String({
  pattern: '^[0-9]{1,32}$',
  description: 'The phone’s `phoneNumberId`: Meta’s own, or digits made here for a WhatsApp Web phone',
  examples: ['106540352242922'],
});

export const NumberParams = Type.Object({ version: Version, phoneNumberId: PhoneNumberId });

export const AccountParams = Type.Object({
  version: Version,
  accountId: Type.String({
    pattern: '^[0-9]{1,32}$',
    description: 'A WhatsApp Business Account; of a WhatsApp Web phone its own id',
    examples: ['102290129340398'],
  }),
});

export const MediaParams = Type.Object({
  version: Version,
  media: Type.String({
    pattern: '^[0-9A-Z]{26}$',
    description: 'What follows `med_` in the id of a file',
    examples: ['01KAR7R5WX3M2Y0FQ6N1C8VJTD'],
  }),
});

export const PhoneNumberQuery = Type.Object({
  phone_number_id: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,32}$', description: 'A phone of the company whose file it is' }),
  ),
});

/** The part of all paths that names the version. */
export const BASE = '/v:version';

/** Whether a route is one of the facade's: it says itself how it answers faults. */
export const isFacadeRoute = (url: string): boolean => url.startsWith(BASE);
