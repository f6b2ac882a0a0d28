import type { Access } from '../../src/plugins/auth.ts';
import type { TestApi } from './api.ts';

interface MediaType {
  schema: { $ref?: string; required?: string[]; additionalProperties?: boolean; anyOf?: { $ref: string }[] };
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface Operation {
  summary?: string;
  operationId?: string;
  tags?: string[];
  security?: unknown[];
  'x-access': Access;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    example?: string | number;
    schema?: { enum?: string[] };
  }[];
  requestBody?: { content: Record<string, MediaType> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

export interface Document {
  openapi: string;
  tags: { name: string }[];
  components: { schemas: Record<string, { additionalProperties?: boolean }> };
  paths: Record<string, Record<string, Operation>>;
}

/** One route of the document. */
export interface DocumentedRoute {
  /** `post /api/v2/…` */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  operation: Operation;
}

export const documentOf = (api: TestApi): Document => api.app.swagger() as unknown as Document;

export const routesOf = (document: Document): DocumentedRoute[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method: method.toUpperCase() as DocumentedRoute['method'],
      path,
      operation,
    })),
  );

/** Whether a route is one of Meta's: it has Meta's errors, and passes over what it does not know. */
export const isFacade = ({ path }: { path: string }): boolean => path.startsWith('/v{version}');

/** The body that the document gives as an example. */
export function exampleOf({ requestBody }: Operation): unknown {
  const { example, examples } = requestBody?.content['application/json'] ?? {};
  return example ?? Object.values(examples ?? {})[0]?.value;
}

/** The route's address on a company, its parameters and what its query must have as in the document's examples. */
export function addressOf(
  { path, operation: { parameters = [] } }: DocumentedRoute,
  companyId: string,
): string {
  const values = new Map(
    parameters.map(({ name, example, schema }) => [name, String(example ?? schema?.enum?.[0] ?? 'none')]),
  );
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'companyId' ? companyId : (values.get(name) ?? 'none'),
  );
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=${encodeURIComponent(values.get(name) ?? '')}`);
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled;
}
