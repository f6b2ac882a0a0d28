import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const styles = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Button.css'));

test('every component of Mantine that is used has its styles', () => {
  const used = new Set<string>();
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  for (const file of sources.filter((name) => name.endsWith('.tsx')))
    for (const [, names = ''] of readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(
      /import \{([^}]*)\} from '@mantine\/core'/g,
    ))
      for (const name of names.split(',')) used.add(name.replace('type ', '').trim());
  const listed = readFileSync(join(ROOT, 'src/theme/mantine.css'), 'utf8');
  const missing = [...used].filter(
    (name) => existsSync(join(styles, `${name}.css`)) && !listed.includes(`/${name}.css`),
  );
  expect(used.size).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});
