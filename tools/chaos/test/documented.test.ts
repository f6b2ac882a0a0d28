import { FAULTS } from '@watertight/chaos';
import { PHONE_REASONS } from '@watertight/core';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const sections = read('docs/faults.md').split(/^## /m).slice(1);
const startingWith = (title: string) => sections.find((section) => section.startsWith(title)) ?? '';
const OF_PROCESSES = startingWith('What the orchestrator sees');
const OF_PHONES = startingWith('Why a phone is not well');

const entriesOf = (section: string) => section.split(/^### /m).slice(1);
const nameOf = (entry: string) => entry.split('\n')[0] ?? '';

/** The words of a union of texts, and of unions in it, in a source of the orchestrator, which no tool may import. */
function wordsOf(file: string, type: string): string[] {
  const source = read(join('apps/orchestrator/src/supervise', file));
  const [, union = ''] = new RegExp(`^(?:export )?type ${type} =([^;]+);`, 'm').exec(source) ?? [];
  const words = [...union.matchAll(/'([a-z-]+)'/g)].map(([, word = '']) => word);
  const others = [...union.matchAll(/\b[A-Z]\w+/g)].flatMap(([other]) => wordsOf(file, other));
  return [...words, ...others];
}

describe('docs/faults.md', () => {
  it('has an entry for each fault of the chaos table, and for nothing else', () => {
    const others = sections.filter((section) => section !== OF_PROCESSES && section !== OF_PHONES);
    expect(others.flatMap(entriesOf).map(nameOf).sort()).toEqual(FAULTS.map(({ name }) => name).sort());
  });

  it('has an entry for each event of the orchestrator that is a fault, with each reason that it can have', () => {
    const events = wordsOf('events.ts', 'SupervisorEventName');
    const harmless = ['started', 'ready', 'stopped'];
    for (const name of harmless) expect(OF_PROCESSES).toContain(`\`${name}\``);
    const named = entriesOf(OF_PROCESSES).map(nameOf);
    expect([...named, ...harmless].sort()).toEqual(events.sort());
    const reasonsOf = (event: string) =>
      entriesOf(OF_PROCESSES)
        .filter((entry) => nameOf(entry) === event)
        .flatMap((entry) => [...entry.matchAll(/`([a-z-]+)`:/g)].map(([, reason]) => reason))
        .sort();
    expect(reasonsOf('killed-hung')).toEqual(wordsOf('watch.ts', 'HungReason').sort());
    expect(reasonsOf('failed')).toEqual(wordsOf('policy.ts', 'FailureReason').sort());
  });

  it('has a row for each reason of a phone, and for nothing else', () => {
    const rows = [...OF_PHONES.matchAll(/^\| `([A-Z_]+)` +\| \S.* \| \S.* \|$/gm)].map(([, code]) => code);
    expect(rows).toEqual(PHONE_REASONS);
  });

  it('says in each entry what one sees, what it means and what to do', () => {
    for (const entry of sections.flatMap(entriesOf)) {
      const parts = [...entry.matchAll(/^- \*\*(.+?)\*\*: \S.+$/gm)].map(([, part]) => part);
      expect(parts, nameOf(entry)).toEqual(['What you see', 'What it means', 'What to do']);
    }
  });
});
