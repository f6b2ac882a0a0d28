import type { EventType } from '@watertight/core';

/** Where an imported webhook posted to, in our words. */
export interface SourceWebhook {
  url: string;
  /** What of ours stands for what it wanted; `*` is all. */
  events: (EventType | '*')[];
  /** Its own words for what has no counterpart here. */
  lost: string[];
  enabled: boolean;
  /** What else it had that is not carried: a signature of another kind, headers. */
  notes: string[];
}

/** A number at another gateway, as much of it as can be carried. */
export interface SourcePhone {
  /** The name of its session or instance, unique there. */
  name: string;
  connectionType: 'wwebjs' | 'meta';
  /** Digits, when the other side knows them. */
  phoneNumber: string | null;
  status: string;
  meta: { phoneNumberId: string; accessToken: string; wabaId?: string } | null;
  webhooks: SourceWebhook[];
  notes: string[];
}

/** What reads another gateway. */
export interface Source {
  /** `waha` */
  name: string;
  /** Everything there is. Throws ImportError with a sentence. */
  read(): Promise<SourcePhone[]>;
}

/** What ends the import, in a sentence for whoever typed the command. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** Their words for events as ours: each once; `lost` is what has no counterpart. */
export function mapEvents(
  names: readonly string[],
  table: Readonly<Record<string, readonly (EventType | '*')[]>>,
): Pick<SourceWebhook, 'events' | 'lost'> {
  const events = new Set(names.flatMap((name) => table[name] ?? []));
  return {
    events: events.has('*') ? ['*'] : [...events],
    lost: names.filter((name) => !table[name]?.length),
  };
}

/** The digits of an address such as `60123456789:12@s.whatsapp.net`, or null. */
export const digitsOf = (address: string | null | undefined): string | null =>
  /^(\d{5,20})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/.exec(address ?? '')?.[1] ?? null;

/** Why a call did not come through, in words; `fetch` hides it in the cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
