import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { TestApi } from './api.ts';

/** Where the types of `libs/client` are. */
export const CLIENT_TYPES = join(import.meta.dirname, '../../../../libs/client/src/generated/schema.ts');

/** The types of the client, as the API's document says them. */
export async function clientTypes(api: TestApi): Promise<string> {
  const document = JSON.parse(JSON.stringify(api.app.swagger())) as OpenAPI3;
  return `// Made by \`npm run client\` from the API's OpenAPI document.\n${astToString(await openapiTypes(document, { alphabetize: true }))}`;
}

/** Where the document itself is kept: the site of the docs serves it, and makes the API reference of it. */
export const OPENAPI_FILE = join(import.meta.dirname, '../../../../docs/public/openapi.json');

/** The API's document as a file, formatted as the repository's files are. */
export async function openapiFile(api: TestApi): Promise<string> {
  const options = { ...(await resolveConfig(OPENAPI_FILE)), filepath: OPENAPI_FILE };
  return format(JSON.stringify(api.app.swagger()), options);
}
