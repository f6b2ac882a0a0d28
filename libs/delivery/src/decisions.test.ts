import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canFollow, type MessageStatus, type Outcome } from '@watertight/core';
import type { CurrentMessage } from '@watertight/store';
import { canonicalJson } from './canonical-json.ts';
import { cancelDecision, retryDecision } from './operator.ts';
import { concludeDecision, evidenceDecision } from './reconcile.ts';
import { isFailureOfSomeAttempt, receiptDecision, type Receipt } from './receipts.ts';
import { fencedDecision, MAX_ATTEMPTS, settleDecision } from './settle.ts';

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
  const refused: Outcome = { kind: 'refused', code: 'PROVIDER_REFUSED', detail: 'no', permanent: false };
  const sent: Outcome = { kind: 'sent', providerMessageId: 'w' };
  const fenced = (current: CurrentMessage, outcome: Outcome, epoch = 1) =>
    fencedDecision(current, epoch, { message: { id: 'msg_1', attempt: 1 }, outcome }, policy);

  it('a certain outcome counts under a lost lease, as long as the message stands in this attempt', () => {
    const awaited = { reconcile_at: new Date(5000) };
    expect(fenced(message('unconfirmed', awaited), sent)).toMatchObject({ status: 'sent' });
    expect(fenced(message('sending'), refused)).toMatchObject({ status: 'queued', reconcileAt: null });
    expect(fenced(message('unconfirmed', awaited), refused)).toMatchObject({ status: 'queued' });
    expect(fenced(message('unconfirmed', awaited), { ...refused, permanent: true })).toMatchObject({
      status: 'failed',
    });
  });
  it('nothing else is written under a lost lease', () => {
    const awaited = { reconcile_at: new Date(5000) };
    const unknown: Outcome = { kind: 'unknown', detail: '' };
    expect(fenced(message('sending'), unknown)).toBeNull();
    expect(fenced(message('unconfirmed', awaited), unknown)).toBeNull();
    // Others have it: another attempt, another epoch, or its uncertainty was ended.
    expect(fenced(message('sending', { attempts: 2 }), refused)).toBeNull();
    expect(fenced(message('sending', { epoch: 2 }), refused)).toBeNull();
    expect(fenced(message('unconfirmed'), refused)).toBeNull();
    expect(fenced(message('queued'), refused)).toBeNull();
  });
  it.each(['queued', 'expired', 'cancelled', 'unconfirmed'] as const)(
    'a certain sent of an attempt that was given up is what the message becomes when it is %s',
    (status) => {
      expect(settle(message(status), sent)).toMatchObject({ status: 'sent', providerMessageId: 'w' });
    },
  );
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
  it.each(['expired', 'cancelled'] as const)(
    'say what became of a message that was %s after an uncertain attempt',
    (status) => {
      expect(receiptDecision(message(status), [receipt('delivered')])).toMatchObject({
        status: 'delivered',
        events: [{ type: 'message.sent' }, { type: 'message.delivered' }],
      });
      expect(receiptDecision(message(status), [receipt('failed')])?.status).toBeUndefined();
    },
  );
  it('a failure of an earlier attempt does not hit the one under way, and waits while nobody can say', () => {
    const second = message('sending', { attempts: 2 });
    expect(isFailureOfSomeAttempt(second, receipt('failed'))).toBe(true);
    expect(isFailureOfSomeAttempt(second, receipt('delivered'))).toBe(false);
    expect(isFailureOfSomeAttempt(message('sending'), receipt('failed'))).toBe(false);
    const ofFirst = { ...second, provider_message_id: 'wamid.1' };
    expect(isFailureOfSomeAttempt(ofFirst, receipt('failed'))).toBe(false);
    expect(receiptDecision(ofFirst, [receipt('failed')])).toBeNull();
    const answered = message('sent', { attempts: 2, provider_message_id: 'wamid.2' });
    expect(receiptDecision(answered, [receipt('failed')])).toBeNull();
    expect(receiptDecision(answered, [{ ...receipt('failed'), providerMessageId: 'wamid.2' }])).toMatchObject(
      { status: 'failed' },
    );
  });
  it('a failure of one attempt gives way to another that went out, and the record names that one', () => {
    const failed = message('failed', {
      attempts: 2,
      provider_message_id: 'wamid.2',
      error: { code: 'RECIPIENT_INVALID', detail: '', retryable: false },
    });
    const change = receiptDecision(failed, [receipt('delivered')]);
    expect(change).toMatchObject({ status: 'delivered', providerMessageId: 'wamid.1', error: null });
    expect(change?.attemptEnd).toBeUndefined();
    const same = { ...receipt('delivered'), providerMessageId: 'wamid.2' };
    expect(receiptDecision(failed, [same])).toBeNull();
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
