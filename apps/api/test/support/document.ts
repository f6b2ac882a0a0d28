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
  parameters?: { name: string; in: string }[];
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

/** The body that the document gives as an example. */
export function exampleOf({ requestBody }: Operation): unknown {
  const { example, examples } = requestBody?.content['application/json'] ?? {};
  return example ?? Object.values(examples ?? {})[0]?.value;
}
