import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LARGEST_BYTES } from '../media/kinds.ts';
import { isMediaId, type MediaStore } from '../media/store.ts';
import type { Uploads } from '../media/uploads.ts';
import type { Phone, Phones } from '../phones.ts';
import { accessTo, tokenProblem, unknownObject } from './access.ts';
import { deleteMedia, showMedia } from './media.ts';
import { VERSION, type NodePath } from './paths.ts';
import { answerWith, refuse } from './reply.ts';
import { continueUpload, showUpload } from './uploads.ts';

export interface NodeDeps {
  phones: Phones;
  media: MediaStore;
  uploads: Uploads;
}

type NodeRequest = FastifyRequest<NodePath>;

/** `/{version}/{id}`: Graph knows by the id alone what kind of thing it is. */
export function nodeRoutes(app: FastifyInstance, deps: NodeDeps): void {
  const path = `/${VERSION}/:id`;
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.get<NodePath>(path, (request, reply) => {
    const { id } = request.params;
    if (id.startsWith('upload:')) return showUpload(deps, request, reply);
    if (isMediaId(id)) return showMedia(deps, request, reply);
    return showPhone(deps.phones, request, reply);
  });
  app.post<NodePath>(path, { bodyLimit: LARGEST_BYTES + 1 }, (request, reply) => {
    const { id } = request.params;
    if (id.startsWith('upload:')) return continueUpload(deps, request, reply);
    return refuse(reply, tokenProblem(deps.phones, request) ?? unknownObject(id, request.method));
  });
  app.delete<NodePath>(path, (request, reply) => deleteMedia(deps, request, reply));
}

function showPhone(phones: Phones, request: NodeRequest, reply: FastifyReply) {
  const access = accessTo(phones, request.params.id, request);
  return access.granted ? answerWith(reply, describePhone(access.phone)) : refuse(reply, access.error);
}

function describePhone(phone: Phone): object {
  return {
    id: phone.phoneNumberId,
    display_phone_number: phone.displayPhoneNumber,
    verified_name: phone.verifiedName,
    quality_rating: 'GREEN',
  };
}
