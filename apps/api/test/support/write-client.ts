/** Writes the types of `libs/client` from the document of this API: `npm run client`. */
import { writeFile } from 'node:fs/promises';
import { startApi } from './api.ts';
import { CLIENT_TYPES, clientTypes } from './client-types.ts';

const api = await startApi();
await writeFile(CLIENT_TYPES, await clientTypes(api));
await api.close();
process.stdout.write(`${CLIENT_TYPES}\n`);
process.exit(0); // shared stores may stay open
