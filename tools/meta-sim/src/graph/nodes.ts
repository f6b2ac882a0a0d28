import type { FastifyInstance } from 'fastify';
import { isTemplateId } from '../accounts/templates.ts';
import { LARGEST_BYTES } from '../media/kinds.ts';
import { isMediaId, type MediaStore } from '../media/store.ts';
import { showAccount } from './account-node.ts';
import { deleteMedia, showMedia } from './media.ts';
import { VERSION, type NodePath } from './paths.ts';
import { changePhone, showPhone, type PhoneNodeDeps } from './phone-node.ts';
import { changeTemplate, showTemplate, type TemplateDeps } from './template-node.ts';
import { debugToken, showApp, type TokenDeps } from './token-node.ts';
import { continueUpload, showUpload } from './uploads.ts';

export interface NodeDeps extends PhoneNodeDeps, TemplateDeps, TokenDeps {
  media: MediaStore;
}

/** `/{version}/{id}`: Graph knows by the id alone what kind of thing it is. */
export function nodeRoutes(app: FastifyInstance, deps: NodeDeps): void {
  const path = `/${VERSION}/:id`;

  app.get<NodePath>(path, (request, reply) => {
    const { id } = request.params;
    if (id === 'debug_token') return debugToken(deps, request, reply);
    if (id === 'app') return showApp(deps, request, reply);
    if (id.startsWith('upload:')) return showUpload(deps, request, reply);
    if (isMediaId(id)) return showMedia(deps, request, reply);
    if (isTemplateId(id)) return showTemplate(deps, request, reply);
    if (deps.phones.ofAccount(id).length > 0) return showAccount(deps.phones, request, reply);
    return showPhone(deps, request, reply);
  });
  app.post<NodePath>(path, { bodyLimit: LARGEST_BYTES + 1 }, (request, reply) => {
    const { id } = request.params;
    if (id.startsWith('upload:')) return continueUpload(deps, request, reply);
    if (isTemplateId(id)) return changeTemplate(deps, request, reply);
    return changePhone(deps, request, reply);
  });
  app.delete<NodePath>(path, (request, reply) => deleteMedia(deps, request, reply));
}
