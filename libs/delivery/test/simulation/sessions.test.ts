import { expect, it } from 'vitest';
import { story, survey } from './survey.ts';

it(
  'keeps every promise on WhatsApp Web, whatever fails and in whatever order',
  { timeout: 120_000 },
  async () => {
    const { runs, messages, statuses, failed } = await survey('wwebjs');
    expect(failed && story(failed)).toBeUndefined();
    if (runs < 50) return;
    expect(messages / runs).toBeGreaterThan(4);
    for (const status of ['sent', 'read', 'failed', 'cancelled', 'expired', 'received'])
      expect(statuses[status] ?? 0, status).toBeGreaterThan(0);
  },
);
