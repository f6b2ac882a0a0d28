/** Writes the types of `libs/client`, and the document that they are made of, from this API: `npm run client`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startApi } from './api.ts';
import { CLIENT_TYPES, clientTypes, OPENAPI_FILE, openapiFile } from './client-types.ts';

const api = await startApi();
await writeFile(CLIENT_TYPES, await clientTypes(api));
await mkdir(dirname(OPENAPI_FILE), { recursive: true });
await writeFile(OPENAPI_FILE, await openapiFile(api));
await api.close();
process.stdout.write(`${CLIENT_TYPES}\n${OPENAPI_FILE}\n`);
process.exit(0); // shared stores may stay open
