import type { Coordination } from '@watertight/coordination';
import {
  CHANNELS,
  type ActionName,
  type ActionOf,
  type ActionResult,
  type ConnectionType,
  type Log,
  type PhoneAction,
  type PhoneStatus,
  type ResultOf,
} from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';

/** Asks living phones, wherever they are held, to do something now. */
export interface PhoneCalls {
  /** Settles within `timeoutMs` (default 15 s) and a little; never throws for what phone or provider do. */
  perform<Name extends ActionName>(
    phone: PhoneWithState,
    action: ActionOf<Name>,
    timeoutMs?: number,
  ): Promise<ResultOf<Name>>;
}

const TIMEOUT_MS = 15_000;

export function createPhoneCalls({ coordination }: { coordination: Coordination }): PhoneCalls {
  return {
    async perform<Name extends ActionName>(
      phone: PhoneWithState,
      action: ActionOf<Name>,
      timeoutMs = TIMEOUT_MS,
    ): Promise<ResultOf<Name>> {
      const refusal = refusalOf(phone, action.name);
      if (refusal) return refusal;
      const end = await coordination.call(addressOf(phone), { phoneId: phone.phoneId, action }, timeoutMs);
      if (end.kind === 'answered') return end.value as ResultOf<Name>;
      return end.kind === 'nobody'
        ? refused('PHONE_NOT_READY', `No worker holds phone ${phone.phoneIndex} at the moment.`)
        : {
            kind: 'unknown',
            detail: `Phone ${phone.phoneIndex} did not answer within ${timeoutMs / 1000} s.`,
          };
    },
  };
}

/** The state in which a phone does it: connected, or waiting to be paired. */
const STATUS_FOR: Readonly<Partial<Record<ActionName, PhoneStatus>>> = { 'pairing-code': 'qr' };
/** What is asked of the provider about a phone needs no phone that works: it may be what makes it work. */
const IN_ANY_STATE = /^(?:number|profile|subscription|template)\./;

function refusalOf(phone: PhoneWithState, name: ActionName): (ActionResult & { kind: 'refused' }) | null {
  const { phoneIndex, connectionType, state } = phone;
  if (!CHANNELS[connectionType].actions.includes(name))
    return refused('UNSUPPORTED_ON_CHANNEL', `Phone ${phoneIndex} (${connectionType}) cannot do ${name}.`);
  const wanted = STATUS_FOR[name] ?? 'ready';
  return IN_ANY_STATE.test(name) || state.status === wanted
    ? null
    : refused('PHONE_NOT_READY', `Phone ${phoneIndex} is ${state.status}; ${name} needs it to be ${wanted}.`);
}

const refused = (code: 'UNSUPPORTED_ON_CHANNEL' | 'PHONE_NOT_READY', detail: string) =>
  ({ kind: 'refused', code, detail }) as const;

/** A leased phone is asked at its holder, any other at whichever worker of its channel answers first. */
function addressOf({ connectionType, phoneId }: PhoneWithState): string {
  return CHANNELS[connectionType].ownership === 'leased'
    ? phoneAddress(phoneId)
    : channelAddress(connectionType);
}

export const phoneAddress = (phoneId: string): string => `phone:${phoneId}`;
export const channelAddress = (connectionType: ConnectionType): string => `channel:${connectionType}`;

/** The worker does not know the phone (any more). */
export const PHONE_GONE: ActionResult = {
  kind: 'refused',
  code: 'PHONE_NOT_FOUND',
  detail: 'There is no such phone any more.',
};

type Perform = (
  request: { phoneId: string; action: PhoneAction },
  signal: AbortSignal,
) => Promise<ActionResult>;

/** The worker's side: every call is answered, whatever its channel does, before its caller stops waiting. */
export function answerCalls(
  { coordination, log }: { coordination: Coordination; log: Log },
  address: string,
  perform: Perform,
): () => void {
  return coordination.answer(address, async (request, signal) => {
    const asked = request as { phoneId: string; action: PhoneAction };
    const startedAt = performance.now();
    const result = await withinSignal(perform(asked, signal), signal).catch((error: unknown) => {
      log.error({ err: error, phoneId: asked.phoneId, action: asked.action.name }, 'phone.action-threw');
      return { kind: 'unknown', detail: 'The worker failed while it was doing it.' } as const;
    });
    const { kind } = result;
    const durationMs = Math.round(performance.now() - startedAt);
    log.info(
      { phoneId: asked.phoneId, action: asked.action.name, outcome: kind, durationMs },
      'phone.action',
    );
    return result;
  });
}

async function withinSignal(work: Promise<ActionResult>, signal: AbortSignal): Promise<ActionResult> {
  let late: (() => void) | undefined;
  const timeout = new Promise<ActionResult>((resolve) => {
    late = () => resolve({ kind: 'unknown', detail: 'It was not done in time.' });
    signal.addEventListener('abort', late, { once: true });
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    if (late) signal.removeEventListener('abort', late);
  }
}
