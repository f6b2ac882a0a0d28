import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { lockFor, type Locked, type Manifest } from './lock.ts';

const [project] = process.argv.slice(2);
if (!project) {
  console.error('Say which project: node --import tsx tools/deploy/src/write-lock.ts apps/api');
  process.exit(2);
}
const dir = join(ROOT, 'dist/apps', basename(project));
const { packages } = read<{ packages: Record<string, Locked> }>(join(ROOT, 'package-lock.json'));
const lock = lockFor(read<Manifest>(join(dir, 'package.json')), packages);
writeFileSync(join(dir, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
console.log(`wrote ${join('dist/apps', basename(project), 'package-lock.json')}`);

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
