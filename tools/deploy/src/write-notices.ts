import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { NOTICES, noticesPage } from './notices.ts';

writeFileSync(join(ROOT, NOTICES), noticesPage());
console.log(`wrote ${NOTICES}`);
