import type { MessageView, Sent } from '@watertight/e2e';
import { describe, expect, it } from 'vitest';
import { isOpen, judge } from '../src/judge.ts';
import type { Arrival } from '../src/ledger.ts';

const CHAT = '60121100001';

const message = (id: string, more: Record<string, unknown> = {}): Sent => ({
  id,
  phoneIndex: 1,
  chatId: CHAT,
  text: `text of ${id}`,
  acceptedAt: 1000,
  more,
});

const view = (id: string, status = 'sent', events: MessageView['events'] = []): [string, MessageView] => [
  id,
  {
    id,
    status,
    events,
    chatId: CHAT,
    phoneIndex: 1,
    attempts: 1,
    providerMessageId: null,
    content: {},
  },
];

const event = (type: string, reason?: string) => ({ type, at: '', detail: reason ? { reason } : null });

/** The ledger in which exactly these arrived, in this order. */
const ledgerOf = (...ids: string[]): Arrival[] =>
  ids.map((id, index) => ({
    channel: 'meta',
    text: `text of ${id}`,
    to: CHAT,
    seq: index + 1,
    times: 1,
    at: 2000 + index,
  }));

const sent = ['a', 'b', 'c'].map((id) => message(id));
const views = new Map(['a', 'b', 'c'].map((id) => view(id)));

describe('the judge', () => {
  it('finds nothing wrong where nothing is', () => {
    expect(judge(sent, ledgerOf('a', 'b', 'c'), views)).toEqual({
      accepted: 3,
      delivered: 3,
      lost: [],
      duplicated: [],
      outOfOrder: [],
      resent: 0,
      failed: [],
      unconfirmed: {},
      wereUnconfirmed: [],
      unresolved: [],
    });
  });

  it('finds a message that was accepted and is in no ledger, although the database says sent', () => {
    const { lost, delivered } = judge(sent, ledgerOf('a', 'c'), views);
    expect(lost).toMatchObject([{ id: 'b', status: 'sent' }]);
    expect(delivered).toBe(2);
  });

  it('takes a message that stays queued, or of which the API knows nothing, for lost', () => {
    const stuck = new Map([view('a'), view('b', 'queued')]);
    expect(judge(sent, ledgerOf('a'), stuck).lost.map(({ id, status }) => [id, status])).toEqual([
      ['b', 'queued'],
      ['c', null],
    ]);
  });

  it('does not call lost what the sender was told of', () => {
    const told = new Map([view('a'), view('b', 'unconfirmed'), view('c', 'failed')]);
    const verdict = judge(sent, ledgerOf('a'), told);
    expect(verdict.lost).toEqual([]);
    expect(verdict.failed.map(({ id }) => id)).toEqual(['c']);
  });

  it('finds a message that went out twice', () => {
    const { duplicated } = judge(sent, ledgerOf('a', 'b', 'b', 'c'), views);
    expect(duplicated).toMatchObject([{ id: 'b', why: '2 times in the ledger' }]);
  });

  it('finds a repeated message whose request was never answered', () => {
    const { duplicated } = judge([], ledgerOf('z', 'z'), new Map(), ['text of z']);
    expect(duplicated).toMatchObject([{ text: 'text of z', id: null }]);
  });

  it('does not call a message doubled that was sent again by its sender’s wish, and once only', () => {
    const wished = [message('a', { onUncertain: 'resend' })];
    const told = new Map([
      view('a', 'sent', [event('message.unconfirmed'), event('message.queued', 'resend')]),
    ]);
    expect(judge(wished, ledgerOf('a', 'a'), told)).toMatchObject({ duplicated: [], resent: 1 });
    expect(judge(wished, ledgerOf('a', 'a', 'a'), told)).toMatchObject({ duplicated: [{ id: 'a' }] });
  });

  it('calls it doubled when the sender wished so and was told nothing', () => {
    const wished = [message('a', { onUncertain: 'resend' })];
    expect(judge(wished, ledgerOf('a', 'a'), views).duplicated).toHaveLength(1);
  });

  it('finds a message that overtook another of its chat', () => {
    expect(judge(sent, ledgerOf('a', 'c', 'b'), views).outOfOrder.map(({ id }) => id)).toEqual(['c']);
  });

  it('compares order within a chat alone', () => {
    const two = [message('a'), { ...message('b'), chatId: '60121100002' }];
    expect(judge(two, ledgerOf('b', 'a'), views).outOfOrder).toEqual([]);
  });

  it('counts what was unconfirmed at any time by how it ended', () => {
    const told = new Map([
      view('a', 'read', [event('message.unconfirmed')]),
      view('b', 'unconfirmed', [event('message.unconfirmed'), event('message.unconfirmed', 'held')]),
      view('c'),
    ]);
    const verdict = judge(sent, ledgerOf('a', 'c'), told);
    expect(verdict.unconfirmed).toEqual({ read: 1, unconfirmed: 1 });
    expect(verdict.unresolved).toEqual([]);
  });

  it('finds a message that went out and is not known to have', () => {
    const told = new Map([view('a'), view('b', 'unconfirmed'), view('c', 'failed')]);
    expect(judge(sent, ledgerOf('a', 'b', 'c'), told).unresolved.map(({ id }) => id)).toEqual(['b', 'c']);
  });
});

describe('a message on which something is owed', () => {
  it('is one under way, or one whose evidence is awaited', () => {
    const open = (status: string, ...events: ReturnType<typeof event>[]) =>
      isOpen(view('a', status, events)[1]);
    expect(['queued', 'sending', 'scheduled', 'sent', 'failed'].map((status) => open(status))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(open('unconfirmed', event('message.unconfirmed', 'its process ended'))).toBe(true);
    expect(open('unconfirmed', event('message.unconfirmed'), event('message.unconfirmed', 'held'))).toBe(
      false,
    );
  });
});
