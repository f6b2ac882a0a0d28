import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canFollow, type MessageStatus, type Outcome } from '@watertight/core';
import type { CurrentMessage } from '@watertight/store';
import { canonicalJson } from './canonical-json.ts';
import { cancelDecision, retryDecision } from './operator.ts';
import { concludeDecision, evidenceDecision } from './reconcile.ts';
import { receiptDecision, type Receipt } from './receipts.ts';
import { lateDecision, MAX_ATTEMPTS, settleDecision } from './settle.ts';

const message = (status: MessageStatus, more: Partial<CurrentMessage> = {}): CurrentMessage => ({
  id: 'msg_1',
  company_id: 'demo',
  phone_id: 'ph_1',
  phone_index: 0,
  chat_id: '60123',
  status,
  attempts: 1,
  epoch: 1,
  provider_message_id: null,
  on_uncertain: 'hold',
  reconcile_at: null,
  expires_at: null,
  created_at: new Date(0),
  sent_at: null,
  delivered_at: null,
  read_at: null,
  error: null,
  ...more,
});

const receipt = (status: Receipt['status'], atMs = 0): Receipt => ({
  providerMessageId: 'wamid.1',
  status,
  at: new Date(atMs),
  error: null,
});

const policy = { now: new Date(1000), evidenceAfterMs: 60_000 };
const settle = (current: CurrentMessage, outcome: Outcome) =>
  settleDecision(current, { message: { id: 'msg_1', attempt: current.attempts }, outcome }, policy);

describe('settle', () => {
  it('a sent message is sent, with the provider’s id and one event', () => {
    expect(settle(message('sending'), { kind: 'sent', providerMessageId: 'w' })).toMatchObject({
      status: 'sent',
      providerMessageId: 'w',
      events: [{ type: 'message.sent' }],
    });
  });
  it('a permanent refusal fails at once, a passing one is tried again until the attempts are used up', () => {
    const refused = (permanent: boolean): Outcome => ({
      kind: 'refused',
      code: 'PROVIDER_REFUSED',
      detail: 'no',
      permanent,
    });
    expect(settle(message('sending'), refused(true))).toMatchObject({
      status: 'failed',
      error: { retryable: false },
    });
    expect(settle(message('sending'), refused(false))).toMatchObject({ status: 'queued' });
    expect(settle(message('sending', { attempts: MAX_ATTEMPTS }), refused(false))).toMatchObject({
      status: 'failed',
    });
  });
  it('a phone that has to rest uses up no message’s attempts', () => {
    const later: Outcome = {
      kind: 'later',
      scope: 'phone',
      retryAt: new Date(5000),
      code: 'TOKEN_REFUSED',
      detail: 'x',
    };
    expect(settle(message('sending', { attempts: 99 }), later)).toMatchObject({
      status: 'queued',
      availableAt: policy.now,
    });
    expect(settle(message('sending'), { ...later, scope: 'chat' })).toMatchObject({
      availableAt: new Date(5000),
    });
  });
  it('an unknown outcome is unconfirmed and waits for evidence', () => {
    expect(settle(message('sending'), { kind: 'unknown', detail: 'reset' })).toMatchObject({
      status: 'unconfirmed',
      reconcileAt: new Date(61_000),
    });
  });
  it('an outcome of another attempt changes nothing', () => {
    const old = {
      message: { id: 'msg_1', attempt: 1 },
      outcome: { kind: 'sent' as const, providerMessageId: 'w' },
    };
    expect(settleDecision(message('sending', { attempts: 2 }), old, policy)).toBeNull();
  });
  it('a receipt that overtook the answer keeps its status; only the provider’s id is filled in', () => {
    const change = settle(message('delivered'), { kind: 'sent', providerMessageId: 'w' });
    expect(change?.status).toBeUndefined();
    expect(change?.providerMessageId).toBe('w');
  });
  it('a certain sent counts as evidence under a lost lease; nothing else does', () => {
    expect(lateDecision(message('unconfirmed'), { kind: 'sent', providerMessageId: 'w' })).toMatchObject({
      status: 'sent',
    });
    expect(lateDecision(message('unconfirmed'), { kind: 'unknown', detail: '' })).toBeNull();
  });
});

describe('receipts', () => {
  const statuses = fc.constantFrom<Receipt['status']>('sent', 'delivered', 'read', 'played');

  it('in any order, repeated at will and cut into any batches, end where the highest of them says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(statuses, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        (batches) => {
          let current = message('sending');
          const seen: MessageStatus[] = [];
          for (const batch of batches) {
            const change = receiptDecision(
              current,
              batch.map((status) => receipt(status)),
            );
            if (!change?.status) continue;
            expect(canFollow(current.status, change.status)).toBe(true);
            current = {
              ...current,
              status: change.status,
              provider_message_id: change.providerMessageId ?? 'wamid.1',
            };
            for (const event of change.events ?? [])
              seen.push(event.type.slice('message.'.length) as MessageStatus);
          }
          const highest = ['sent', 'delivered', 'read', 'played']
            .filter((status) => batches.flat().includes(status as never))
            .at(-1);
          expect(current.status).toBe(highest);
          expect(seen[0]).toBe('sent');
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
      { numRuns: 500 },
    );
  });
  it('are never told to have happened before what they follow', () => {
    const change = receiptDecision(message('sent', { sent_at: new Date(1160) }), [
      receipt('delivered', 1000),
      receipt('read', 1000),
    ]);
    expect(change?.times).toMatchObject({ deliveredAt: new Date(1160), readAt: new Date(1160) });
  });
  it('a failure after delivery changes nothing; one after sending fails it with the provider’s reason', () => {
    const failed = {
      ...receipt('failed'),
      error: { code: 'RECIPIENT_INVALID', detail: 'x', retryable: false, providerCode: '131026' },
    };
    expect(receiptDecision(message('delivered', { provider_message_id: 'w' }), [failed])).toBeNull();
    expect(receiptDecision(message('sent'), [failed])).toMatchObject({
      status: 'failed',
      error: { providerCode: '131026' },
    });
  });
  it('evidence takes a message out of its lane before it is sent a second time', () => {
    expect(receiptDecision(message('queued'), [receipt('delivered')])).toMatchObject({ status: 'delivered' });
    expect(receiptDecision(message('queued'), [receipt('failed')])?.status).toBeUndefined();
  });
  it('turns a failure that was only a guess into what happened, and no other failure', () => {
    const guess = { error: { code: 'OUTCOME_UNKNOWN', detail: '', retryable: true } };
    expect(receiptDecision(message('failed', guess), [receipt('read')])).toMatchObject({ status: 'read' });
    expect(
      receiptDecision(
        message('failed', { error: { code: 'PROVIDER_REFUSED', detail: '', retryable: false } }),
        [receipt('read')],
      )?.status,
    ).toBeUndefined();
  });
});

describe('uncertain sends', () => {
  const waiting = (on_uncertain: CurrentMessage['on_uncertain']) =>
    message('unconfirmed', { on_uncertain, reconcile_at: new Date() });

  it('follow what the sender wished when no evidence came', () => {
    expect(concludeDecision(waiting('hold'))).toMatchObject({ reconcileAt: null });
    expect(concludeDecision(waiting('hold'))?.status).toBeUndefined();
    expect(concludeDecision(waiting('resend'))).toMatchObject({ status: 'queued' });
    expect(concludeDecision(waiting('fail'))).toMatchObject({
      status: 'failed',
      error: { code: 'OUTCOME_UNKNOWN' },
    });
  });
  it('are never concluded twice, nor when they are no longer uncertain', () => {
    expect(concludeDecision(message('unconfirmed', { on_uncertain: 'resend' }))).toBeNull();
    expect(concludeDecision(message('sent'))).toBeNull();
  });
  it('are sent when found, queued when certainly absent, and asked for again when nobody can say', () => {
    const soon = new Date(9000);
    expect(
      evidenceDecision(waiting('fail'), { kind: 'present', providerMessageId: 'w' }, soon, false),
    ).toMatchObject({ status: 'sent' });
    expect(evidenceDecision(waiting('fail'), { kind: 'absent' }, soon, false)).toMatchObject({
      status: 'queued',
    });
    expect(evidenceDecision(waiting('fail'), { kind: 'unknowable', detail: '' }, soon, false)).toEqual({
      reconcileAt: soon,
    });
    expect(evidenceDecision(waiting('fail'), { kind: 'unknowable', detail: '' }, soon, true)).toMatchObject({
      status: 'failed',
    });
  });
});

describe('operators', () => {
  it('cancel only what is not yet being sent', () => {
    expect(cancelDecision(message('queued'))).toMatchObject({ status: 'cancelled' });
    expect(cancelDecision(message('sending'))).toBeNull();
    expect(cancelDecision(message('sent'))).toBeNull();
  });
  it('retry what failed or stays unconfirmed, but not while evidence is awaited', () => {
    expect(retryDecision(message('failed'))).toMatchObject({ status: 'queued', error: null });
    expect(retryDecision(message('unconfirmed'))).toMatchObject({ status: 'queued' });
    expect(retryDecision(message('unconfirmed', { reconcile_at: new Date() }))).toBeNull();
    expect(retryDecision(message('delivered'))).toBeNull();
  });
});

describe('canonicalJson', () => {
  it('is the same for the same request, however it is spelt', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: undefined })).toBe(
      canonicalJson({ b: [1, { c: 2, d: 1 }] }),
    );
    expect(canonicalJson({ b: [2, 1] })).not.toBe(canonicalJson({ b: [1, 2] }));
  });
});
