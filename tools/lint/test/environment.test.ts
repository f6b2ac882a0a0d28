import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  namedRowsOf,
  namesRead,
  readEnvFile,
  readsOf,
  ROOT,
  schemaVariables,
  type Variable,
} from '@watertight/lint-rules';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const example = readEnvFile(read('.env.example'));
const table = namedRowsOf(read('docs/configuration.md'));
const unquoted = (cell = '') => cell.replaceAll(/^`|`$/g, '');

let variables: Map<string, Variable>;
let names: string[];

beforeAll(async () => {
  variables = await schemaVariables();
  names = [...new Set([...variables.keys(), ...namesRead()])].sort();
});

describe('.env.example', () => {
  it('names every variable that something reads, once, and no other', () => {
    expect(example.map(({ name }) => name).sort()).toEqual(names);
  });

  it('shows the default of each', () => {
    const shown = example.filter(({ name }) => variables.has(name));
    expect(shown.map(({ name, value }) => ({ name, default: value }))).toEqual(
      shown.map(({ name }) => variables.get(name)),
    );
  });

  it('says of each in one line what it is', () => {
    for (const { name, comment } of example) expect(comment, name).toMatch(/^# \S.{8,}/);
  });
});

describe('docs/configuration.md', () => {
  it('names every variable that something reads, once, and no other', () => {
    expect(table.map(({ name }) => name).sort()).toEqual(names);
  });

  it('shows the default of each, or none', () => {
    for (const { name, cells } of table.filter((row) => variables.has(row.name))) {
      const expected = variables.get(name)?.default ?? '';
      if (expected) expect(unquoted(cells[0]), name).toBe(expected);
      else expect(cells[0], name).not.toMatch(/^`[^`]*`$/);
    }
  });

  it('says of each what it is', () => {
    for (const { name, cells } of table) expect(cells[1]?.length ?? 0, name).toBeGreaterThan(10);
  });
});

describe('defaults that stand outside the schemas', () => {
  const shown = (name: string) => [
    example.find((row) => row.name === name)?.value,
    unquoted(table.find((row) => row.name === name)?.cells[0]),
  ];

  it('are those of the Cloud API simulator', async () => {
    const { readEnv } = (await import(join(ROOT, 'tools/meta-sim/src/env.ts'))) as {
      readEnv(env: object): { options: Record<string, string | number | boolean> };
    };
    const { options } = readEnv({});
    for (const [name, value] of [
      ['META_SIM_PORT', options.port],
      ['META_SIM_OPEN', Number(options.open)],
      ['META_SIM_WEBHOOK_URL', options.webhookUrl],
      ['META_SIM_APP_SECRET', options.appSecret],
      ['META_SIM_VERIFY_TOKEN', options.verifyToken],
    ] as const)
      expect(shown(name), name).toEqual([String(value), String(value)]);
  });

  it('are those that npm start takes for all ports', async () => {
    const { readSettings } = (await import(join(ROOT, 'tools/up/src/settings.ts'))) as {
      readSettings(env: object, options: { live: boolean }): { ports: Record<string, number> };
    };
    const { ports } = readSettings({}, { live: false });
    expect(Object.keys(ports)).toContain('WA_WEB_SIM_PORT');
    for (const [name, port] of Object.entries(ports))
      expect(shown(name), name).toEqual([String(port), String(port)]);
  });
});

describe('the search for variables', () => {
  it('finds them however they are read', () => {
    const source = `a(env.ONE_A, process.env['TWO_B'], process.env.THREE_C);
      const { FOUR_D: d, FIVE_E } = process.env; const { six } = env; other.SEVEN_G;`;
    expect(readsOf(source).sort()).toEqual(['FIVE_E', 'FOUR_D', 'ONE_A', 'THREE_C', 'TWO_B']);
  });
});
