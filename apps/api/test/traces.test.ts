import type { Message, SpanOptions, Tracing } from '@watertight/core';
import { expect, test } from 'vitest';
import { startApi } from './support/api.ts';

const CALLER = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

/** Spans that are told apart by numbers, in the trace of whoever they hang on. */
function recording() {
  const spans: { name: string; parent: string | null; own: string; options: SpanOptions; fault?: string }[] =
    [];
  const tracing: Tracing = {
    isOn: true,
    start(name, options = {}) {
      const parent = options.parent ?? null;
      const traceId = parent?.split('-')[1] ?? 'c'.repeat(32);
      const own = `00-${traceId}-${String(spans.length + 1).padStart(16, '0')}-01`;
      const span: (typeof spans)[number] = { name, parent, own, options };
      spans.push(span);
      return { traceparent: own, set: () => undefined, end: (fault) => void (fault && (span.fault = fault)) };
    },
  };
  return { spans, tracing };
}

test('a request continues the caller’s trace, its message goes on in it, and its line names it', async () => {
  const { spans, tracing } = recording();
  const api = await startApi({ tracing });
  try {
    const company = await api.company();
    await api.phone(company, 'meta');
    const response = await api.call(`POST /messages/text/${company}/60123456789`, {
      body: { message: 'traced' },
      headers: { traceparent: CALLER },
    });
    const { id } = response.json<Message>();
    const [request, accept, commit] = ['http.request', 'message.accept', 'message.commit'].map((name) =>
      spans.find((span) => span.name === name),
    );
    expect(request?.parent).toBe(CALLER);
    expect(accept?.parent).toBe(request?.own);
    expect(commit?.parent).toBe(accept?.own);
    expect(await api.store.messages.find(company, id)).toMatchObject({ traceparent: accept?.own });
    expect(api.logged.find(({ msg }) => msg === 'http.request')).toMatchObject({ traceId: 'a'.repeat(32) });
    const said = JSON.stringify(spans);
    expect(said).not.toContain('60123456789');
    expect(said).not.toContain('traced');
  } finally {
    await api.close();
  }
});

test('machines that ask for health make no spans', async () => {
  const { spans, tracing } = recording();
  const api = await startApi({ tracing });
  await api.call('GET /health/all');
  await api.close();
  expect(spans).toEqual([]);
});
