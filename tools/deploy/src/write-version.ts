import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';

/**
 * Gives the version of the apps, which `nx release version` has set, to what else carries it: the repository, the chart
 * and the images of docker-compose.yml.
 */
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { version } = JSON.parse(read('apps/api/package.json')) as { version: string };
const PLACES: [file: string, pattern: RegExp][] = [
  ['package.json', /(?<=^ {2}"version": ")[^"]+/m],
  ['deploy/helm/watertight/Chart.yaml', /(?<=^(?:version|appVersion): ).+$/gm],
  ['docker-compose.yml', /(?<=\$\{WATERTIGHT_VERSION:-)[^}]+/g],
];
for (const [file, pattern] of PLACES) {
  writeFileSync(join(ROOT, file), read(file).replace(pattern, version));
  console.log(`${file} is ${version}`);
}
