import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Uploads } from '../media/uploads.ts';
import { tokenProblem, unknownObject } from './access.ts';
import { parameterError } from './errors.ts';
import { VERSION, type NodePath } from './paths.ts';
import { answerWith, refuse } from './reply.ts';

/** `POST /{app id}/uploads`: opens a resumable upload. */
export function uploadRoutes(app: FastifyInstance, uploads: Uploads): void {
  app.post<NodePath>(`/${VERSION}/:id/uploads`, (request, reply) => {
    const error = tokenProblem(request);
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
    const session = uploads.open({ fileName: name, fileType, lengthBytes: Number(length) });
    if (typeof session === 'string') return refuse(reply, parameterError(session));
    return answerWith(reply, { id: session.id });
  });
}

/** `POST /upload:…`: the next bytes, from the offset in the `file_offset` header. */
export function continueUpload(uploads: Uploads, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  const session = sessionOf(uploads, request);
  if (!session) return refuseUpload(request, reply);
  const offset = Number(request.headers.file_offset ?? Number.NaN);
  if (!Number.isInteger(offset)) return refuse(reply, parameterError('The header file_offset is required.'));
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const appended = uploads.append(session, offset, bytes);
  if (appended.kind === 'refused') return refuse(reply, parameterError(appended.sentence));
  if (appended.kind === 'whole') return answerWith(reply, { h: appended.handle });
  return answerWith(reply, { id: session.id, file_offset: appended.offset });
}

/** `GET /upload:…`: how many bytes are here. */
export function showUpload(uploads: Uploads, request: FastifyRequest<NodePath>, reply: FastifyReply) {
  const session = sessionOf(uploads, request);
  if (!session) return refuseUpload(request, reply);
  return answerWith(reply, { id: session.id, file_offset: session.offset });
}

function sessionOf(uploads: Uploads, request: FastifyRequest<NodePath>) {
  if (tokenProblem(request)) return undefined;
  return uploads.find(request.params.id, (request.query as Record<string, string | undefined>).sig);
}

function refuseUpload(request: FastifyRequest<NodePath>, reply: FastifyReply) {
  return refuse(reply, tokenProblem(request) ?? unknownObject(request.params.id, request.method));
}
