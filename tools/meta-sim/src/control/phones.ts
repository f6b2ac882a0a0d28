import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { isHttpUrl } from '../http-url.ts';
import type { Phones } from '../phones.ts';
import { Digits, HttpUrl, Name, strict } from './fields.ts';
import { complain } from './sentences.ts';

const PhonePath = Type.Object({ phoneNumberId: Digits });
const Registration = Type.Object(
  {
    wabaId: Type.Optional(Digits),
    displayPhoneNumber: Type.Optional(Name),
    verifiedName: Type.Optional(Name),
    accessToken: Type.Optional(Name),
    appSecret: Type.Optional(Name),
    webhookUrl: Type.Optional(HttpUrl),
    verifyToken: Type.Optional(Name),
  },
  strict,
);

export function phoneRoutes(app: FastifyInstance, phones: Phones): void {
  app.get('/phones', (_request, reply) => reply.send({ phones: phones.list() }));
  app.put<{ Params: Static<typeof PhonePath>; Body: Static<typeof Registration> }>(
    '/phones/:phoneNumberId',
    { schema: { params: PhonePath, body: Registration } },
    (request, reply) => {
      const { webhookUrl } = request.body;
      if (webhookUrl !== undefined && !isHttpUrl(webhookUrl))
        return complain(reply, 400, 'body/webhookUrl must be an http or https address.');
      const phone = phones.put(request.params.phoneNumberId, request.body);
      return phone ? reply.send(phone) : complain(reply, 400, 'No more phones can be registered.');
    },
  );
}
