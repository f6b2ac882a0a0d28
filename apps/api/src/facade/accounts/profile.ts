import { Type } from 'typebox';
import type { App } from '../../http/app.ts';
import type { Performer } from '../../http/performer.ts';
import { bodyLeftToHandler, checker } from '../../http/validation.ts';
import { NUMBER_CODES } from '../../routes/phones/number-codes.ts';
import { named, OneOf, ref } from '../../schemas/common.ts';
import { BusinessProfileBody } from '../../schemas/number.ts';
import { graphAnswers, wrong } from '../errors.ts';
import { fieldsOf, structured, type Fields } from '../fields.ts';
import { assertProduct } from '../messages/read.ts';
import type { Numbers } from '../numbers.ts';
import { BASE, NumberParams } from '../paths.ts';
import { Done, FieldsQuery, pick } from '../schemas.ts';

/** A picture is brought to Meta on the way. */
const CHANGE_MS = 40_000;
const FIELDS = ['about', 'address', 'description', 'email', 'profile_picture_url', 'websites', 'vertical'];

const profileFields = {
  about: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  websites: Type.Optional(Type.Array(Type.String())),
  vertical: Type.Optional(Type.String()),
};

export const CloudProfile = named(
  'CloudApiProfile',
  Type.Object({
    messaging_product: Type.String(),
    ...profileFields,
    profile_picture_url: Type.Optional(Type.String()),
  }),
);

const CloudProfileChange = named(
  'CloudApiProfileChange',
  Type.Object(
    {
      messaging_product: OneOf(['whatsapp']),
      ...profileFields,
      profile_picture_handle: Type.Optional(
        Type.String({ description: 'The id of a JPEG or PNG that was uploaded here' }),
      ),
    },
    {
      additionalProperties: true,
      examples: [{ messaging_product: 'whatsapp', about: 'Open from nine to five' }],
    },
  ),
);

const checkChange = checker(BusinessProfileBody);

export function cloudProfile(app: App, performer: Performer, numbers: Numbers): void {
  const url = `${BASE}/:phoneNumberId/whatsapp_business_profile`;

  app.route({
    method: 'GET',
    url,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'readCloudApiProfile',
      summary: 'What people see of the business behind a number',
      tags: ['cloud-api'],
      params: NumberParams,
      querystring: FieldsQuery,
      response: graphAnswers({ 200: Type.Object({ data: Type.Array(ref(CloudProfile)) }) }, NUMBER_CODES),
    },
    async handler(request) {
      const phone = await numbers.phoneOf(request, request.params.phoneNumberId);
      const { pictureUrl, ...told } = await performer.ask(phone, { name: 'profile.read' });
      const node = Object.fromEntries(
        Object.entries({ ...told, profile_picture_url: pictureUrl }).filter(([, value]) => value !== null),
      );
      return { data: [{ messaging_product: 'whatsapp', ...pick(node, request.query.fields, FIELDS) }] };
    },
  });

  app.route({
    method: 'POST',
    url,
    config: { access: 'phones:manage' },
    validatorCompiler: bodyLeftToHandler, // Meta adds fields; those that are not known are passed over
    schema: {
      operationId: 'changeCloudApiProfile',
      summary: 'Change what people see of the business behind a number',
      tags: ['cloud-api'],
      params: NumberParams,
      body: CloudProfileChange,
      response: graphAnswers({ 200: ref(Done) }, [
        ...NUMBER_CODES,
        'MEDIA_NOT_FOUND',
        'MEDIA_TYPE_INVALID',
        'MEDIA_TOO_LARGE',
      ]),
    },
    async handler(request) {
      const phone = await numbers.phoneOf(request, request.params.phoneNumberId);
      const change = readChange(fieldsOf(request.body));
      await performer.ask(phone, { name: 'profile.update', ...change }, CHANGE_MS);
      return { success: true };
    },
  });
}

/** @throws GraphFault, InvalidRequest */
function readChange(body: Fields) {
  assertProduct(body);
  const { profile_picture_handle: picture } = body;
  if (picture !== undefined && (typeof picture !== 'string' || !picture.startsWith('med_')))
    throw wrong('profile_picture_handle', 'should be the id of a file that was uploaded here');
  const told = Object.entries({ ...body, websites: structured(body.websites) }).filter(
    ([name, value]) => name in profileFields && value !== undefined,
  );
  return checkChange({
    ...Object.fromEntries(told),
    ...(picture === undefined ? {} : { pictureMediaId: picture }),
  });
}
