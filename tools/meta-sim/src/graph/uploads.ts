import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Uploads } from '../media/uploads.ts';
import type { Phones } from '../phones.ts';
import { tokenProblem, unknownObject } from './access.ts';
import { parameterError } from './errors.ts';
import { VERSION, type NodePath } from './paths.ts';
import { answerWith, refuse } from './reply.ts';

export interface UploadDeps {
  phones: Phones;
  uploads: Uploads;
}

/** `POST /{app id}/uploads`: opens a resumable upload. */
export function uploadRoutes(app: FastifyInstance, deps: UploadDeps): void {
  app.post<NodePath>(`/${VERSION}/:id/uploads`, (request, reply) => {
    const error = tokenProblem(deps.phones, request);
    if (error) return refuse(reply, error);
    const given = { ...(request.query as Record<string, unknown>), ...(request.body as object | undefined) };
    const {
      file_name: fileName,
      file_length: length,
      file_type: fileType,
    } = given as Record<string, unknown>;
    if (typeof fileType !== 'string')
      return refuse(reply, parameterError('The parameter file_type is required.'));
    if (length === undefined) return refuse(reply, parameterError('The parameter file_length is required.'));
    const name = typeof fileName === 'string' ? fileName : undefined;
    const session = deps.uploads.open({ fileName: name, fileType, lengthBytes: Number(length) });
    if (typeof session === 'string') return refuse(reply, parameterError(session));
    return answerWith(reply, { id: session.id });
  });
}

/** `POST /upload:…`: the next bytes, from the offset in the `file_offset` header. */
export function continueUpload(deps: UploadDeps, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  const session = sessionOf(deps, request);
  if (!session) return refuseUpload(deps, request, reply);
  const offset = Number(request.headers.file_offset ?? Number.NaN);
  if (!Number.isInteger(offset)) return refuse(reply, parameterError('The header file_offset is required.'));
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const appended = deps.uploads.append(session, offset, bytes);
  if (appended.kind === 'refused') return refuse(reply, parameterError(appended.sentence));
  if (appended.kind === 'whole') return answerWith(reply, { h: appended.handle });
  return answerWith(reply, { id: session.id, file_offset: appended.offset });
}

/** `GET /upload:…`: how many bytes are here. */
export function showUpload(deps: UploadDeps, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  const session = sessionOf(deps, request);
  if (!session) return refuseUpload(deps, request, reply);
  return answerWith(reply, { id: session.id, file_offset: session.offset });
}

function sessionOf(deps: UploadDeps, request: FastifyRequest<NodePath>) {
  if (tokenProblem(deps.phones, request)) return undefined;
  return deps.uploads.find(request.params.id, (request.query as Record<string, string | undefined>).sig);
}

function refuseUpload(deps: UploadDeps, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  return refuse(
    reply,
    tokenProblem(deps.phones, request) ?? unknownObject(request.params.id, request.method),
  );
}
