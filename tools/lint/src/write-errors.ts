import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { errorsPage } from './errors-page.ts';
import { ROOT } from './root.ts';

const PAGE = join(ROOT, 'docs/errors.md');
writeFileSync(PAGE, await format(errorsPage(), { ...(await resolveConfig(PAGE)), filepath: PAGE }));
