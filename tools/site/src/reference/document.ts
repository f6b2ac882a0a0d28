/** The parts of JSON Schema that our document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  patternProperties?: Record<string, Schema>;
  description?: string;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  examples?: unknown[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  example?: unknown;
  schema?: Schema;
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value?: unknown }>;
}

export interface Answer {
  description?: string;
  content?: Record<string, MediaType>;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, MediaType>; required?: boolean };
  responses: Record<string, Answer>;
}

export interface OpenApi {
  info: { title: string; version: string; description?: string };
  tags: { name: string; description?: string }[];
  paths: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** An operation and where it is called; `path` is empty for what we post to customers. */
export interface Placed {
  method: string;
  path: string;
  operation: Operation;
}

/** Every operation of the document: the calls, and what is posted to webhooks. */
export function operationsOf({ paths, webhooks = {} }: OpenApi): Placed[] {
  const calls = Object.entries(paths).flatMap(([path, methods]) => placed(methods, path));
  return [...calls, ...Object.values(webhooks).flatMap((methods) => placed(methods, ''))];
}

const placed = (methods: Record<string, Operation>, path: string): Placed[] =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation }));
