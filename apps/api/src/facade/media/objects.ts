import { CodedError } from '@watertight/core';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { ApiDeps } from '../../deps.ts';
import type { App } from '../../http/app.ts';
import { named, OneOf, ref } from '../../schemas/common.ts';
import { graphAnswers, unknownObject } from '../errors.ts';
import { companyOf, type Numbers } from '../numbers.ts';
import { BASE, MediaParams, PhoneNumberQuery } from '../paths.ts';
import { Done } from '../schemas.ts';

export const CloudMedia = named(
  'CloudApiMedia',
  Type.Object({
    messaging_product: OneOf(['whatsapp']),
    url: Type.String({ description: 'On this API, for the same key as bearer token; it does not end' }),
    mime_type: Type.String(),
    sha256: Type.String({ description: 'Lower-case hex' }),
    file_size: Type.Integer({ description: 'Bytes' }),
    id: Type.String(),
  }),
);

/** `GET` and `DELETE /v…/{mediaId}`; the admin’s key has to say `phone_number_id`. */
export function cloudMediaObjects(app: App, { store }: Pick<ApiDeps, 'store'>, numbers: Numbers): void {
  app.route({
    method: 'GET',
    url: `${BASE}/med_:media`,
    config: { access: 'messages:read' },
    schema: {
      operationId: 'readCloudApiMedia',
      summary: 'Where a file can be fetched, and what it is',
      tags: ['cloud-api'],
      params: MediaParams,
      querystring: PhoneNumberQuery,
      response: graphAnswers({ 200: ref(CloudMedia) }),
    },
    async handler(request) {
      const mediaId = `med_${request.params.media}`;
      const companyId = await ownerOf(request, mediaId);
      const item = await store.media.get(companyId, mediaId);
      if (!item) throw unknownObject(request.method, mediaId);
      return {
        messaging_product: 'whatsapp' as const,
        url: `${originOf(request)}/api/v2/media/${companyId}/${mediaId}`,
        mime_type: item.mimeType,
        sha256: item.sha256,
        file_size: item.sizeBytes,
        id: mediaId,
      };
    },
  });

  app.route({
    method: 'DELETE',
    url: `${BASE}/med_:media`,
    config: { access: 'messages:send' },
    schema: {
      operationId: 'removeCloudApiMedia',
      summary: 'Remove a file',
      description: 'A file that a message needs which is not sent yet stays.',
      tags: ['cloud-api'],
      params: MediaParams,
      querystring: PhoneNumberQuery,
      response: graphAnswers({ 200: ref(Done) }, ['MEDIA_IN_USE']),
    },
    async handler(request) {
      const mediaId = `med_${request.params.media}`;
      const removed = await store.media.remove(await ownerOf(request, mediaId), mediaId);
      if (removed === 'absent') throw unknownObject(request.method, mediaId);
      if (removed === 'in-use') throw new CodedError('MEDIA_IN_USE');
      return { success: true };
    },
  });

  /** The company whose file it is: the caller’s, or that of the number which is named. */
  async function ownerOf(request: FastifyRequest, mediaId: string): Promise<string> {
    const { phone_number_id: numberId } = request.query as { phone_number_id?: string };
    const named = numberId === undefined ? null : await numbers.phoneOf(request, numberId);
    const companyId = companyOf(request) ?? named?.companyId;
    if (companyId === undefined) throw unknownObject(request.method, mediaId);
    return companyId;
  }
}

const HOST = /^[A-Za-z0-9.[\]:_-]{1,255}$/;

/**
 * Where the caller reaches this API, as a proxy before it says it, or as he does himself. Whoever lies about that
 * leads himself astray, and nobody else.
 */
function originOf({ headers, protocol, host }: FastifyRequest): string {
  const first = (value: unknown) => (typeof value === 'string' ? value.split(',', 1)[0]?.trim() : undefined);
  const scheme = first(headers['x-forwarded-proto']) === 'https' ? 'https' : protocol;
  const given = first(headers['x-forwarded-host']) ?? host;
  return `${scheme}://${HOST.test(given) ? given : 'localhost'}`;
}
