import { setTimeout as pause } from 'node:timers/promises';
import type { System } from './system.ts';

export interface Sent {
  id: string;
  phoneIndex: number;
  chatId: string;
  text: string;
  /** By our clock, when its 202 or 200 was read; milliseconds since 1970. */
  acceptedAt: number;
  /** What it was asked for besides text and phone. */
  more: Record<string, unknown>;
}

export interface LoadOptions {
  phones: number[];
  /** Chats of each phone: how many, or which. */
  chats: number | ((phoneIndex: number) => string[]);
  /** Pause in one chat after an acceptance, on average. */
  everyMs: number;
  /** Begins each text, and so makes them unique. */
  name: string;
  /** Further fields of each message. */
  more?: () => Record<string, unknown>;
  /** Spreads the pauses between half and one and a half of `everyMs`; default Math.random. */
  random?: () => number;
}

const REFUSALS_KEPT = 10_000;

/** A steady trickle of texts to some chats of some phones, each chat's in order, that outlives a dead API. */
export class Load {
  readonly accepted: Sent[] = [];
  /** Why the API did not take one, each time; the first 10,000. */
  readonly refused: string[] = [];
  /** Texts that were asked for and never answered: the API may have taken them. */
  readonly inDoubt: string[] = [];
  readonly #system: System;
  readonly #options: LoadOptions;
  readonly #running: Promise<void>[];
  #stopped = false;
  #count = 0;

  constructor(system: System, options: LoadOptions) {
    this.#system = system;
    this.#options = options;
    this.#running = options.phones.flatMap((phoneIndex) =>
      chatsOf(options.chats, phoneIndex).map((chatId) => this.#trickle(phoneIndex, chatId)),
    );
  }

  /** Ends the trickle and waits for the last answers. */
  async stop(): Promise<Sent[]> {
    this.#stopped = true;
    await Promise.all(this.#running);
    return this.accepted;
  }

  /** Waits until so many more were accepted. */
  async more(count: number, timeoutMs = 30_000): Promise<void> {
    const goal = this.accepted.length + count;
    const until = Date.now() + timeoutMs;
    while (this.accepted.length < goal) {
      if (Date.now() > until)
        throw new Error(`Only ${this.accepted.length} of ${goal} were accepted in time`);
      await pause(20);
    }
  }

  async #trickle(phoneIndex: number, chatId: string): Promise<void> {
    const { name, everyMs, random = Math.random } = this.#options;
    while (!this.#stopped) {
      await pause(everyMs * (0.5 + random()));
      if (this.#stopped) return;
      const text = `${name} ${phoneIndex} ${chatId} ${String(this.#count++).padStart(6, '0')}`;
      await this.#one(phoneIndex, chatId, text);
    }
  }

  /** One text, asked for again under the same key until the API says whether it took it. */
  async #one(phoneIndex: number, chatId: string, message: string): Promise<void> {
    const key = { 'idempotency-key': message.replaceAll(' ', '-') };
    const more = this.#options.more?.() ?? {};
    const body = { message, phoneIndex, ...more };
    for (;;) {
      try {
        const path = `/api/v2/messages/text/demo/${chatId}`;
        const view = await this.#system.post<{ id: string }>(path, body, key);
        this.accepted.push({ id: view.id, phoneIndex, chatId, text: message, acceptedAt: Date.now(), more });
        return;
      } catch (error) {
        if (this.refused.length < REFUSALS_KEPT)
          this.refused.push(error instanceof Error ? error.message : String(error));
        if (this.#stopped) {
          this.inDoubt.push(message);
          return;
        }
        await pause(100);
      }
    }
  }
}

const chatsOf = (chats: LoadOptions['chats'], phoneIndex: number): string[] =>
  typeof chats === 'function'
    ? chats(phoneIndex)
    : Array.from({ length: chats }, (_, chat) => `6012${phoneIndex}000${String(chat).padStart(3, '0')}`);

export interface Verdict {
  accepted: number;
  delivered: number;
  lost: string[];
  duplicated: string[];
  outOfOrder: string[];
}

/** Holds what was accepted against a simulator's ledger: by text, which is unique here. */
export function judge(
  sent: Sent[],
  ledger: { text: string; to: string; times: number; seq: number }[],
): Verdict {
  const byText = new Map<string, typeof ledger>();
  for (const entry of ledger) byText.set(entry.text, [...(byText.get(entry.text) ?? []), entry]);
  const lost = sent.filter(({ text }) => !byText.has(text)).map(({ text }) => text);
  const duplicated = sent.filter(({ text }) => (byText.get(text)?.length ?? 0) > 1).map(({ text }) => text);
  return {
    accepted: sent.length,
    delivered: sent.length - lost.length,
    lost,
    duplicated,
    outOfOrder: disorder(sent, byText),
  };
}

function disorder(sent: Sent[], byText: Map<string, { seq: number }[]>): string[] {
  const last = new Map<string, number>();
  const broken: string[] = [];
  for (const { chatId, text } of sent) {
    const seq = byText.get(text)?.[0]?.seq;
    if (seq === undefined) continue;
    if (seq < (last.get(chatId) ?? 0)) broken.push(text);
    last.set(chatId, Math.max(seq, last.get(chatId) ?? 0));
  }
  return broken;
}
