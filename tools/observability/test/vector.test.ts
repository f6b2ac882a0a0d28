import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { createLogger } from '@watertight/service';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

// There is no Vector here to run it with: what the file says is held against what a log really looks like.
interface Part {
  type: string;
  inputs?: string[];
  include?: string[];
  source?: string;
  labels?: Record<string, string>;
}
type Parts = Record<string, Part>;

const config = parse(readFileSync(join(ROOT, 'deploy/observability/vector/vector.yaml'), 'utf8')) as Record<
  'sources' | 'transforms' | 'sinks',
  Parts
>;

/** Lines as every process writes them. */
function lines(): Record<string, unknown>[] {
  const written: Record<string, unknown>[] = [];
  const stream = { write: (line: string) => void written.push(JSON.parse(line) as Record<string, unknown>) };
  const log = createLogger({ process: 'meta', instanceId: 'meta-1', level: 'debug', stream });
  log.info({ messageId: 'msg_1' }, 'message.send');
  log.child({ requestId: 'r' }).error({ err: new Error('x') }, 'http.failed');
  return written;
}

test('each part takes what another one gives, from the files to Loki', () => {
  const { sources, transforms, sinks } = config;
  const names = new Set([...Object.keys(sources), ...Object.keys(transforms)]);
  for (const part of [...Object.values(transforms), ...Object.values(sinks)])
    for (const input of part.inputs ?? []) expect(names).toContain(input);
  expect(sources['watertight']).toMatchObject({ type: 'file', include: ['${WATERTIGHT_LOGS}/*.log'] });
  expect(sinks['loki']).toMatchObject({ type: 'loki', inputs: ['parsed'] });
});

test('what the parser and the labels name stands in every line, and labels have few values', () => {
  const program = config.transforms['parsed']?.source ?? '';
  const labels = Object.values(config.sinks['loki']?.labels ?? {});
  const fields = labels.flatMap((label) =>
    [...label.matchAll(/\{\{ (\w+) \}\}/g)].map(([, name]) => name ?? ''),
  );
  expect(fields.sort()).toEqual(['instanceId', 'level', 'process']);
  for (const field of fields) expect(program).toContain(`.${field} = `);
  for (const line of lines()) {
    for (const field of [...fields, 'time', 'msg']) expect(line[field], field).toEqual(expect.any(String));
    // `%+` is RFC 3339.
    expect(String(line['time'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }
});
