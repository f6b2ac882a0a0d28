import { expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from './errors.ts';
import { GRAPH_ERRORS, graphEntryOf, graphTitle } from './graph-errors.ts';

test('every code of the catalogue has one of Meta’s, with its title', () => {
  expect(Object.keys(GRAPH_ERRORS).sort()).toEqual(Object.keys(ERRORS).sort());
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const entry = graphEntryOf({ code });
    expect([code, graphTitle(entry.code)]).toEqual([code, expect.any(String)]);
    expect([code, entry.status >= 400 && entry.status < 600]).toEqual([code, true]);
  }
});

test('Meta’s own code goes before ours, and what is none does not', () => {
  expect(graphEntryOf({ code: 'PROVIDER_REFUSED', providerCode: '132001' })).toEqual({
    code: 132001,
    status: 400,
  });
  expect(graphEntryOf({ code: 'REFUSED_BY_WHATSAPP', providerCode: 'not-a-number' }).code).toBe(135000);
  expect(graphEntryOf({ code: 'OF_A_NEWER_VERSION' })).toEqual({ code: 131000, status: 500 });
});
