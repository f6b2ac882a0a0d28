import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  commandBlocks,
  commandsIn,
  EXECUTED_BY,
  filesEndingWith,
  LIVE_PAGES,
  liveScriptOf,
  npmCommandsIn,
  ROOT,
} from '@watertight/lint-rules';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const documents = filesEndingWith('.md').filter((file) => file !== 'CHANGELOG.md');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

const isNpms = (command: string): boolean => /^np[mx] /.test(command);
const testOf = (command: string): string | undefined => EXECUTED_BY.find(([form]) => form.test(command))?.[1];

describe('a command in a document', () => {
  it('is found in all of its forms', () => {
    const page = [
      '```sh',
      'one \\',
      '  two',
      'three   # why',
      '```',
      '',
      '<!-- not executed here: no -->',
      '',
      '```bash',
      'four',
      '```',
      '',
    ].join('\n');
    const [first, second] = commandBlocks(page);
    expect(commandsIn(first ?? { commands: '' })).toEqual(['one two', 'three']);
    expect([first?.line, first?.notExecuted, second?.notExecuted]).toEqual([2, null, 'no']);
    expect(liveScriptOf(page)).toBe('one \\\n  two\nthree   # why');
    expect(npmCommandsIn('`npm start` `npm run a:b -- c` `npm is` `npx nx test x`')).toHaveLength(3);
  });

  it.each(documents)('is executed by a test, or says why not: %s', (file) => {
    const unknown = commandBlocks(read(file))
      .filter(({ notExecuted }) => notExecuted === null)
      .flatMap((block) => commandsIn(block).map((command) => ({ line: block.line, command })))
      .filter(({ command }) => (isNpms(command) ? !testOf(command) : !LIVE_PAGES.test(file)));
    expect(unknown).toEqual([]);
  });

  it('of npm in a text names a script that is there', () => {
    for (const file of documents)
      for (const command of npmCommandsIn(read(file))) {
        const [, script] = /^npm (?:run )?([a-z:0-9]+)/.exec(command) ?? [];
        if (script !== undefined) expect(Object.keys(scripts), `${file}: ${command}`).toContain(script);
      }
  });

  it('that a test executes is one that a test executes', () => {
    for (const [, test] of EXECUTED_BY) expect(existsSync(join(ROOT, test)), test).toBe(true);
    expect(read('tools/e2e/test/stories/documents.ts')).toContain('liveScriptOf');
  });

  it('of a live page is one of curl, or prepares one', () => {
    for (const file of documents.filter((one) => LIVE_PAGES.test(one)))
      for (const line of liveScriptOf(read(file))
        .replaceAll(/\\\n\s*/g, '')
        .split('\n')
        .filter(Boolean))
        expect(line, file).toMatch(/^(curl|until curl|printf|[A-Z]+=)/);
  });
});
