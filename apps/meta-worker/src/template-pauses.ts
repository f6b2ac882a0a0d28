import type { ClaimedMessage, Clock, Outcome, TemplateContent } from '@watertight/core';

/** What Meta said of a template holds for so many of them; the oldest makes room. */
const MAX_REMEMBERED = 10_000;
/** A template that is paused is tried with one message now and then, not with all that wait. */
const ASK_AGAIN_MS = 5 * 60_000;

type Later = Extract<Outcome, { kind: 'later' }>;

/**
 * Templates that Meta has paused, by phone, name and language. The first message that meets the pause learns of it;
 * the others of the same template wait without asking, and everything else goes on.
 */
export interface TemplatePauses {
  /** Why a message has to wait; null when nothing is known against it. */
  of(phoneId: string, message: ClaimedMessage): Later | null;
  /** Looks at how a send ended. */
  learn(phoneId: string, message: ClaimedMessage, outcome: Outcome): void;
}

export function createTemplatePauses(clock: Clock): TemplatePauses {
  const pauses = new Map<string, { untilMs: number; met: Later }>();
  return {
    of(phoneId, message) {
      const key = keyOf(phoneId, message);
      const pause = key === null ? undefined : pauses.get(key);
      if (key === null || !pause) return null;
      const nowMs = clock.now().getTime();
      if (pause.untilMs > nowMs) return { ...pause.met, retryAt: later(pause.met.retryAt, nowMs) };
      pauses.delete(key);
      return null;
    },
    learn(phoneId, message, outcome) {
      const key = keyOf(phoneId, message);
      if (key === null || outcome.kind === 'unknown') return;
      pauses.delete(key);
      if (outcome.kind !== 'later' || outcome.code !== 'TEMPLATE_PAUSED') return;
      pauses.set(key, { untilMs: clock.now().getTime() + ASK_AGAIN_MS, met: outcome });
      const oldest = pauses.keys().next();
      if (pauses.size > MAX_REMEMBERED && !oldest.done) pauses.delete(oldest.value);
    },
  };
}

function keyOf(phoneId: string, { type, content }: ClaimedMessage): string | null {
  if (type !== 'template') return null;
  const { name, language } = content as TemplateContent;
  return JSON.stringify([phoneId, name, language]);
}

/** Never before the message that learned of the pause: that one asks. */
const later = (retryAt: Date, nowMs: number): Date =>
  new Date(Math.max(retryAt.getTime(), nowMs + ASK_AGAIN_MS));
