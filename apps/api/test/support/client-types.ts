import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { join } from 'node:path';
import type { TestApi } from './api.ts';

/** Where the types of `libs/client` are. */
export const CLIENT_TYPES = join(import.meta.dirname, '../../../../libs/client/src/generated/schema.ts');

/** The types of the client, as the API's document says them. */
export async function clientTypes(api: TestApi): Promise<string> {
  const document = JSON.parse(JSON.stringify(api.app.swagger())) as OpenAPI3;
  return `// Made by \`npm run client\` from the API's OpenAPI document.\n${astToString(await openapiTypes(document, { alphabetize: true }))}`;
}
