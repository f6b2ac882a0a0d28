import { expect, it } from 'vitest';
import { story, survey } from './survey.ts';

it(
  'keeps every promise on the Cloud API, whatever fails and in whatever order',
  { timeout: 120_000 },
  async () => {
    const { runs, messages, statuses, failed } = await survey('meta');
    expect(failed && story(failed)).toBeUndefined();
    // A simulation in which little happens proves little.
    if (runs < 50) return;
    expect(messages / runs).toBeGreaterThan(4);
    for (const status of ['sent', 'read', 'failed', 'unconfirmed', 'cancelled', 'expired', 'received'])
      expect(statuses[status] ?? 0, status).toBeGreaterThan(0);
  },
);

it('is the same life for the same seed', async () => {
  const { simulate } = await import('./run.ts');
  const named = (diary: string[]) => {
    const names = new Map<string, string>();
    const name = (id: string) => names.get(id) ?? names.set(id, `#${names.size}`).get(id) ?? '';
    return diary.map((line) => line.replace(/msg_\w+/g, name));
  };
  const [first, second] = [await simulate('meta', 11), await simulate('meta', 11)];
  expect(named(first.diary)).toEqual(named(second.diary));
});
