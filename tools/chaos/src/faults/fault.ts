import type { Channel } from '../channels.ts';
import type { Constellation } from '../constellation.ts';

/** One way in which the world fails. */
export interface Fault {
  name: string;
  /** The channel that it strikes; the other one should not notice. `both`: no channel is left to compare with. */
  hits: Channel | 'both';
  /** Strikes; resolves when it has struck. */
  inject(system: Constellation): Promise<void>;
  /** Ends what does not end by itself. */
  heal?(system: Constellation): Promise<void>;
  /** How long it lasts until `heal`, milliseconds: the seed draws between the two. */
  lastsMs?: readonly [low: number, high: number];
  /**
   * From when the seconds until sending again are counted; `silence`: the longest pause between two arrivals, where
   * sending stops at a moment of its own.
   */
  since: 'fault' | 'return' | 'silence';
  /** The most seconds until sending again that issue 3 allows; where it names none, seconds and not minutes. */
  barSeconds: number;
  /** Whether it can make the outcome of a send unknowable for a while. */
  isUncertain: boolean;
  /** Needs two workers of each channel. */
  hasPeers?: boolean;
  /** Takes half a minute or more, and is left out of the short version. */
  isLong?: boolean;
}

export const SECONDS_NOT_MINUTES = 30;
export const WEB_PHONE_BAR_SECONDS = 20;
export const META_BAR_SECONDS = 6;
export const STORE_BAR_SECONDS = 3;
