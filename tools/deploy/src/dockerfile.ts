import { readFileSync } from 'node:fs';
import { DockerfileParser, type Dockerfile, type Instruction } from 'dockerfile-ast';
import { LICENCES } from './licences.ts';
import { NOTICES } from './notices.ts';

/** What the rules of a Dockerfile are asked about. */
export interface DockerfileFacts {
  port: number | null;
  portVariable: string | null;
}

/** What those may read who get an image. */
const LICENCES_OF_IMAGE = ['LICENSE', NOTICES, LICENCES];

const text = (instruction: Instruction | undefined): string =>
  instruction?.getArgumentsContent()?.replaceAll(/\\\n\s*/g, '') ?? '';

/** The value of a build argument's default, as `ARG NAME=value` before the first stage gives it. */
function baseOf(dockerfile: Dockerfile, from: string): string {
  const name = /^\$\{?(\w+)\}?/.exec(from)?.[1];
  if (!name) return from;
  const given = dockerfile.getARGs().find((arg) => text(arg).startsWith(`${name}=`));
  return text(given).slice(name.length + 1);
}

/** What is wrong with a Dockerfile, a sentence each. */
export function dockerfileFaults(content: string, { port, portVariable }: DockerfileFacts): string[] {
  const dockerfile = DockerfileParser.parse(content);
  const all = dockerfile.getInstructions();
  const stages = dockerfile.getFROMs();
  const names = new Set(stages.map((stage) => stage.getBuildStage()));
  const lastFrom = all.indexOf(stages.at(-1) as Instruction);
  const last = all.slice(lastFrom);
  const only = (keyword: string) => last.filter((one) => one.getKeyword() === keyword).map(text);
  const faults: string[] = [];
  const must = (isTrue: boolean, sentence: string) => isTrue || faults.push(sentence);

  must(stages.length >= 2, 'it has one stage: what builds is not what runs');
  for (const stage of stages) {
    const image = baseOf(dockerfile, stage.getImage() ?? '');
    if (names.has(image)) continue;
    must(
      /:[\w.-]*\d[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image),
      `${image || 'a base image'} has no version`,
    );
    must(!/:latest\b/.test(image), `${image} is whatever is latest`);
  }
  must(!all.some((one) => one.getKeyword() === 'ADD'), 'ADD fetches and unpacks: use COPY');
  must(/^[1-9]\d*:[1-9]\d*$/.test(only('USER').at(-1) ?? ''), 'its last USER is no fixed number above 0');
  must(
    /^\["tini", "--", "node"/.test(only('ENTRYPOINT').at(-1) ?? ''),
    'its ENTRYPOINT is not tini and node',
  );
  must(
    LICENCES_OF_IMAGE.every((file) => only('COPY').some((copy) => copy.includes(`/src/${file} `))),
    `it does not hold ${LICENCES_OF_IMAGE.join(', ')}`,
  );
  for (const run of all.filter((one) => one.getKeyword() === 'RUN').map(text)) faults.push(...runFaults(run));
  faults.push(...healthFaults(only('HEALTHCHECK'), port, portVariable));
  if (port !== null)
    must(only('EXPOSE').join(' ').split(' ').includes(String(port)), `it does not EXPOSE ${port}`);
  for (const name of only('ENV')
    .join(' ')
    .matchAll(/([A-Z_]*(?:SECRET|PASSWORD|TOKEN|KEY)[A-Z_]*)=/g))
    faults.push(`${name[1] ?? ''} stands in the image`);
  return faults;
}

function runFaults(run: string): string[] {
  const faults: string[] = [];
  if (run.includes('apt-get install')) {
    if (!run.includes('apt-get update')) faults.push('it installs without apt-get update in the same layer');
    if (!run.includes('--no-install-recommends')) faults.push('it installs what is recommended');
    if (!run.includes('rm -rf /var/lib/apt/lists/*')) faults.push("it keeps apt's lists");
  }
  if (/\bnpm (install|i)\b/.test(run)) faults.push('npm install changes what was locked: use npm ci');
  if (/\b(curl|wget)\b[^|]*\|\s*(ba)?sh/.test(run)) faults.push('it runs what it has just downloaded');
  return faults;
}

function healthFaults(checks: string[], port: number | null, variable: string | null): string[] {
  if (port === null)
    return checks.join() === 'NONE' ? [] : ['a job has a health check: say HEALTHCHECK NONE'];
  const wanted = `["node", "/app/healthcheck.mjs", "${variable ?? ''}", "${port}"]`;
  return checks.length === 1 && checks[0]?.endsWith(wanted) ? [] : [`its HEALTHCHECK is not ${wanted}`];
}

/** The instructions before the first that names the project: engines build them once for all images. */
export const commonHead = (content: string): string =>
  content.slice(content.indexOf('\nARG '), content.indexOf('\nRUN node tools/build/build.mjs'));

export const readDockerfile = (file: string): string => readFileSync(file, 'utf8');
