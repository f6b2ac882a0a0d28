/** Writes the code that pages show between their marks: `npm run code`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCode } from './embed.ts';
import { filesEndingWith } from './files.ts';
import { ROOT } from './root.ts';

for (const file of filesEndingWith('.md')) {
  const page = readFileSync(join(ROOT, file), 'utf8');
  const written = withCode(page);
  if (written !== page) writeFileSync(join(ROOT, file), written);
}
