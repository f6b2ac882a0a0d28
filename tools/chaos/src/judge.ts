import { judge as judgeLedger, type MessageView, type Sent } from '@watertight/e2e';
import type { Arrival } from './ledger.ts';

/** A message of which something is wrong, with what it takes to look for the cause. */
export interface Offender {
  text: string;
  id: string | null;
  status: string | null;
  why: string;
  timeline: MessageView['events'];
}

export interface Verdict {
  accepted: number;
  /** Accepted and in a simulator's ledger. */
  delivered: number;
  /** Accepted, not in the ledger, and the sender was not told so. */
  lost: Offender[];
  /** More than once in the ledger without the sender having asked for that by `onUncertain: "resend"`. */
  duplicated: Offender[];
  /** In the ledger behind a message of the same chat that was accepted later. */
  outOfOrder: Offender[];
  /** Sent again because the sender wished so. */
  resent: number;
  /** Not in the ledger, and said to have failed. */
  failed: Offender[];
  /** Those that were `unconfirmed` at any time, by how they ended. */
  unconfirmed: Record<string, number>;
  /** The same messages, to look at. */
  wereUnconfirmed: Offender[];
  /** In the ledger, and yet they ended unconfirmed or failed: the evidence was there. */
  unresolved: Offender[];
}

/** Words of the database for a message that did not go out, or of which nobody can know. */
const TOLD = new Set(['failed', 'expired', 'cancelled', 'unconfirmed']);
const NOT_SENT = new Set(['failed', 'unconfirmed']);

/**
 * Holds what was accepted against the ledgers and the database. `views` is what the API says of each message by
 * id; `inDoubt` are texts whose request was never answered: they may be in the ledger once or not at all.
 */
export function judge(
  sent: readonly Sent[],
  ledger: readonly Arrival[],
  views: ReadonlyMap<string, MessageView>,
  inDoubt: readonly string[] = [],
): Verdict {
  const far = judgeLedger([...sent], [...ledger]);
  const byText = new Map(sent.map((one) => [one.text, one]));
  const missing = far.lost.map((text) => byText.get(text)!);
  const viewOf = (one: Sent | undefined) => one && views.get(one.id);
  const offender = (text: string, why: string): Offender => {
    const one = byText.get(text);
    const view = viewOf(one);
    return { text, id: one?.id ?? null, status: view?.status ?? null, why, timeline: view?.events };
  };
  const isTold = (one: Sent) => TOLD.has(viewOf(one)?.status ?? '');
  const count = (text: string) => ledger.filter((arrival) => arrival.text === text).length;
  const isWish = (text: string) => {
    const one = byText.get(text);
    return one?.more.onUncertain === 'resend' && count(text) <= 1 + resends(viewOf(one));
  };
  const repeated = [...far.duplicated, ...inDoubt.filter((text) => count(text) > 1)];
  const doubtful = sent.filter((one) => wasUnconfirmed(viewOf(one)));
  const arrived = new Set(ledger.map(({ text }) => text));
  return {
    accepted: far.accepted,
    delivered: far.delivered,
    lost: missing.filter((one) => !isTold(one)).map(({ text }) => offender(text, 'not in the ledger')),
    duplicated: repeated
      .filter((text) => !isWish(text))
      .map((text) => offender(text, `${count(text)} times in the ledger`)),
    outOfOrder: far.outOfOrder.map((text) => offender(text, 'behind a later message of its chat')),
    resent: repeated.filter(isWish).length,
    failed: missing
      .filter((one) => viewOf(one)?.status === 'failed')
      .map(({ text }) => offender(text, 'failed')),
    unconfirmed: endings(doubtful.map((one) => viewOf(one)!.status)),
    wereUnconfirmed: doubtful.map(({ text }) => offender(text, 'was unconfirmed')),
    unresolved: sent
      .filter((one) => arrived.has(one.text) && NOT_SENT.has(viewOf(one)?.status ?? ''))
      .map(({ text }) => offender(text, 'in the ledger, and not known to be sent')),
  };
}

const resends = (view: MessageView | undefined): number =>
  (view?.events ?? []).filter(({ type, detail }) => type === 'message.queued' && detail?.reason === 'resend')
    .length;

const wasUnconfirmed = (view: MessageView | undefined): boolean =>
  (view?.events ?? []).some(({ type }) => type === 'message.unconfirmed');

function endings(statuses: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Whether the system still owes something on this message: it is under way, or its evidence is awaited. */
export function isOpen({ status, events = [] }: MessageView): boolean {
  if (status === 'unconfirmed') {
    const last = events.filter(({ type }) => type === 'message.unconfirmed').at(-1);
    return last?.detail?.reason !== 'held';
  }
  return status === 'queued' || status === 'sending' || status === 'scheduled';
}
