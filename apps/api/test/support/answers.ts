import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Document } from './document.ts';

/** What the app answered that its document does not allow, in sentences. */
export interface Faults {
  /** Throws what was found since the last call. */
  assertNone(): void;
}

type Check = (status: number, contentType: string, body: string | null) => string | null;

const NO_BODY = new Set([204, 304]);

/**
 * Holds every answer of an app against its OpenAPI document: the status has to be documented, and a JSON body has to
 * match its schema. To be called before the app is ready. What `inject` answers is checked at once; for what goes over
 * sockets, `assertNone` has to be called.
 */
export function checkAnswers(app: FastifyInstance): Faults {
  const found: string[] = [];
  let check: ((route: string) => Check | undefined) | undefined;

  const note = (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const path = request.routeOptions.url?.replaceAll(/:(\w+)/g, '{$1}') ?? '';
    const route = `${request.method.toLowerCase()} ${path}`;
    check ??= checksOf(app.swagger() as unknown as Document);
    const body = typeof payload === 'string' ? payload : null;
    const fault = check(route)?.(reply.statusCode, String(reply.getHeader('content-type') ?? ''), body);
    if (fault) found.push(`${route} answered ${reply.statusCode}: ${fault}`);
  };
  app.addHook('onSend', async (request, reply, payload) => {
    note(request, reply, payload);
    return payload;
  });

  const assertNone = () => {
    if (found.length > 0) throw new Error(found.splice(0).join('\n'));
  };
  const inject = app.inject.bind(app) as (options: unknown) => Promise<unknown>;
  app.inject = (async (options: unknown) => {
    const response = await inject(options);
    assertNone();
    return response;
  }) as FastifyInstance['inject'];
  return { assertNone };
}

/** The checks of each route that is in the document, compiled when first needed. */
function checksOf(document: Document): (route: string) => Check | undefined {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  ajv.addFormat('binary', true);
  ajv.addSchema({ ...document, $id: 'document' });
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `document#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };

  return (route) => {
    const [method = '', path = ''] = route.split(' ', 2);
    const operation = document.paths[path]?.[method];
    if (!operation) return undefined;
    return (status, contentType, body) => {
      const answer = operation.responses[status];
      if (!answer) return `the status is not documented; ${body?.slice(0, 300) ?? ''}`;
      if (NO_BODY.has(status)) return null; // Fastify sends none
      const type = contentType.split(';', 1)[0] ?? '';
      const { content = {} } = answer;
      if (!/[/+]json$/.test(type)) return isListed(content, type) ? null : `${type} is not documented`;
      if (!content[type]) return `${type} is not documented; ${body?.slice(0, 300) ?? ''}`;
      const place = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'];
      const validate = validatorAt(place.map((step) => `/${escaped(step)}`).join(''));
      if (body === null) return 'the body is no text';
      const value = JSON.parse(body) as { code?: string };
      if (!validate(value)) return `${ajv.errorsText(validate.errors)} in ${body.slice(0, 600)}`;
      const isProblem = type === 'application/problem+json';
      if (isProblem && !answer.description.includes(`\`${value.code}\``))
        return `${value.code} is not documented`;
      return null;
    };
  };
}

/** A file comes with the type that it has. */
const isListed = (content: object, type: string): boolean =>
  type in content || 'application/octet-stream' in content;

const escaped = (step: string): string =>
  encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
