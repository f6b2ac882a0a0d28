import type { Tone } from '../../ui/index.ts';
import { duration } from '../../ui/time.tsx';
import type { Webhook } from './data.ts';

export interface State {
  word: 'Enabled' | 'Failing' | 'Disabled';
  tone: Tone;
  /** Why, and what follows from it; null where there is nothing to say. */
  why: string | null;
}

const DISABLED: Record<NonNullable<Webhook['disabledReason']>, string> = {
  owner: 'It was switched off here. It is told nothing of what happens meanwhile.',
  failing:
    'Nothing but failures for 72 hours. What happens is collected for a week, and delivered when it is enabled again.',
  gone: 'The receiver answered 410 Gone. What happens is collected for a week, and delivered when it is enabled again.',
};

/** How a webhook is doing, in words. */
export function stateOf(
  { enabled, disabledReason, failingSince }: Pick<Webhook, 'enabled' | 'disabledReason' | 'failingSince'>,
  nowMs: number,
): State {
  if (!enabled)
    return {
      word: 'Disabled',
      tone: disabledReason === 'owner' ? 'idle' : 'bad',
      why: DISABLED[disabledReason ?? 'owner'],
    };
  if (failingSince === null) return { word: 'Enabled', tone: 'good', why: null };
  const since = duration((nowMs - Date.parse(failingSince)) / 1000);
  return {
    word: 'Failing',
    tone: 'bad',
    why: `Every attempt has failed for ${since}. It is tried again by itself, with growing pauses; after 72 hours without a success it is disabled.`,
  };
}
