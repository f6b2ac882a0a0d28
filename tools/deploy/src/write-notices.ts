import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { LICENCES, licencesPage } from './licences.ts';
import { NOTICES, noticesPage } from './notices.ts';

writeFileSync(join(ROOT, NOTICES), noticesPage());
writeFileSync(join(ROOT, LICENCES), licencesPage());
console.log(`wrote ${NOTICES} and ${LICENCES}`);
