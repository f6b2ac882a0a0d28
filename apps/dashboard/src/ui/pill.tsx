import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

const TONES: Record<string, Tone> = {
  // messages
  scheduled: 'idle',
  queued: 'info',
  sending: 'info',
  sent: 'info',
  delivered: 'good',
  read: 'good',
  played: 'good',
  received: 'good',
  failed: 'bad',
  expired: 'warn',
  cancelled: 'idle',
  unconfirmed: 'warn',
  // phones
  stopped: 'idle',
  starting: 'info',
  qr: 'warn',
  pairing: 'warn',
  authenticated: 'info',
  ready: 'good',
  disconnected: 'bad',
  // processes
  healthy: 'good',
  ok: 'good',
  degraded: 'warn',
  down: 'bad',
  // deliveries and webhooks
  succeeded: 'good',
  waiting: 'info',
  disabled: 'bad',
  enabled: 'good',
  // templates
  APPROVED: 'good',
  PENDING: 'warn',
  REJECTED: 'bad',
  PAUSED: 'warn',
  DISABLED: 'bad',
};

/** What a status means for whoever looks at it. */
export const toneOf = (status: string): Tone => TONES[status] ?? 'idle';

export interface PillProps {
  /** A status that `toneOf` knows, or any word with a `tone`. */
  status: string;
  tone?: Tone;
  children?: ReactNode;
}

const MOVING = new Set(['queued', 'sending', 'starting', 'pairing', 'authenticated']);

/** A status as a coloured word. The word says it; the colour helps. */
export function Pill({ status, tone = toneOf(status), children }: PillProps) {
  return (
    <span className="wt-pill" data-tone={tone} data-live={MOVING.has(status) || undefined}>
      {children ?? status}
    </span>
  );
}
