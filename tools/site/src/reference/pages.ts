import {
  operationsOf,
  type Answer,
  type MediaType,
  type OpenApi,
  type Parameter,
  type Placed,
  type Schema,
} from './document.ts';
import { cell, fieldsOf, fieldTable, limitsOf, plain, typeOf } from './shapes.ts';

export interface Page {
  /** Below the site's root: `reference/messages.md`. */
  place: string;
  text: string;
}

const SCHEMAS = './schemas.md';

/** The reference of an API as pages: one with all calls, one for each tag, one for the shapes that have a name. */
export function referencePages(document: OpenApi): Page[] {
  const operations = operationsOf(document);
  const ofTag = (tag: string) => operations.filter(({ operation }) => operation.tags?.[0] === tag);
  return [
    { place: 'reference/index.md', text: indexPage(document, ofTag) },
    ...document.tags.map(({ name, description }) => ({
      place: `reference/${name}.md`,
      text: tagPage(name, description ?? '', ofTag(name)),
    })),
    { place: 'reference/schemas.md', text: schemasPage(document.components.schemas) },
  ];
}

function indexPage({ info, tags }: OpenApi, ofTag: (tag: string) => Placed[]): string {
  const table = tags.flatMap(({ name, description }) => [
    `## ${name}`,
    '',
    `${plain(description ?? '')}. [Details](./${name}.md).`,
    '',
    '| call | |',
    '| --- | --- |',
    ...ofTag(name).map(
      ({ method, path, operation }) =>
        `| [\`${method} ${path || 'your URL'}\`](./${name}.md#${operation.operationId.toLowerCase()}) | ${plain(operation.summary ?? '')} |`,
    ),
    '',
  ]);
  const about = (info.description ?? '').replaceAll('(/docs/errors)', '(../errors.md)');
  return lines(
    '# API reference',
    '',
    about,
    '',
    'Made from the [OpenAPI document](/openapi.json){target=_self} that a running API also serves at `/openapi.json`, and with a form to try it at `/docs`.',
    '',
    ...table,
  );
}

function tagPage(name: string, description: string, operations: readonly Placed[]): string {
  return lines(`# ${name}`, '', `${plain(description)}.`, '', ...operations.flatMap(operationPart));
}

function operationPart({ method, path, operation }: Placed): string[] {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  return [
    `## ${plain(summary ?? operationId)} {#${operationId.toLowerCase()}}`,
    '',
    '```http',
    `${method} ${path || 'your URL'}`,
    '```',
    '',
    ...(description ? [paragraph(description), ''] : []),
    ...parameterTable(parameters),
    ...Object.entries(requestBody?.content ?? {}).flatMap(([type, media]) => bodyPart(type, media)),
    '**Answers**',
    '',
    '| status | body | |',
    '| --- | --- | --- |',
    ...Object.entries(responses).map(([status, answer]) => answerRow(status, answer)),
    '',
  ];
}

const paragraph = (text: string): string =>
  text
    .split('\n\n')
    .map((part) => plain(part).replaceAll('\\|', '|'))
    .join('\n\n');

function parameterTable(parameters: readonly Parameter[]): string[] {
  if (parameters.length === 0) return [];
  return [
    '| parameter | in | value | |',
    '| --- | --- | --- | --- |',
    ...parameters.map(({ name, in: where, required, schema, description }) => {
      const about = [description ?? schema?.description, limitsOf(schema)].filter(Boolean).join('. ');
      return `| \`${name}\`${required ? ' (required)' : ''} | ${where} | ${cell(typeOf(schema, SCHEMAS))} | ${plain(about)} |`;
    }),
    '',
  ];
}

function bodyPart(type: string, media: MediaType): string[] {
  const { schema } = media;
  const shape = schema && fieldsOf(schema).length === 0 ? ` ${typeOf(schema, SCHEMAS)}` : '';
  return [
    `**Body** (\`${type}\`)${shape}`,
    '',
    ...(schema ? fieldTable(fieldsOf(schema), SCHEMAS) : []),
    ...examplesOf(media),
  ];
}

function examplesOf({ example, examples = {}, schema }: MediaType): string[] {
  const named = Object.entries(examples).map(([name, { value }]) => [name, value] as const);
  const first = example ?? schema?.examples?.[0];
  const all = named.length > 0 ? named : first === undefined ? [] : [['', first] as const];
  return all.flatMap(([name, value]) => [
    `Example${name ? `: ${name}` : ''}`,
    '',
    '```json',
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    '```',
    '',
  ]);
}

function answerRow(status: string, { description, content = {} }: Answer): string {
  const bodies = Object.entries(content).map(
    ([type, { schema }]) => `${typeOf(schema, SCHEMAS)} (\`${type}\`)`,
  );
  return `| ${status} | ${cell(bodies.join('<br>'))} | ${plain(description ?? '')} |`;
}

function schemasPage(schemas: Record<string, Schema>): string {
  return lines(
    '# Shapes',
    '',
    'What has a name in the [reference](./index.md).',
    '',
    ...Object.keys(schemas)
      .sort()
      .flatMap((name) => schemaPart(name, schemas[name] ?? {})),
  );
}

function schemaPart(name: string, schema: Schema): string[] {
  const fields = fieldsOf(schema);
  return [
    `## ${name} {#${name.toLowerCase()}}`,
    '',
    ...(schema.description ? [paragraph(schema.description), ''] : []),
    ...(fields.length > 0 ? fieldTable(fields, SCHEMAS) : [`${typeOf(schema, SCHEMAS)}`, '']),
    ...(fields.length > 0 ? [] : variantsOf(schema)),
    ...examplesOf(schema.examples ? { schema } : {}),
  ];
}

/** The fields of each shape that stands without a name among others. */
const variantsOf = ({ anyOf, oneOf }: Schema): string[] =>
  (anyOf ?? oneOf ?? []).flatMap((variant) => fieldTable(fieldsOf(variant), SCHEMAS));

const lines = (...all: string[]): string => `${all.join('\n')}\n`;
