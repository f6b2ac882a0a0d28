import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withMatrix } from './matrix.ts';
import { ROOT } from './root.ts';

const README = join(ROOT, 'README.md');
writeFileSync(README, withMatrix(readFileSync(README, 'utf8')));
