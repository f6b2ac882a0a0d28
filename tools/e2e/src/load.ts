import { setTimeout as pause } from 'node:timers/promises';
import type { System } from './system.ts';

export interface Sent {
  id: string;
  phoneIndex: number;
  chatId: string;
  text: string;
  acceptedAt: number;
}

/** A steady trickle of texts to some chats of some phones, each chat's in order, that outlives a dead API. */
export class Load {
  readonly accepted: Sent[] = [];
  readonly refused: string[] = [];
  readonly #system: System;
  readonly #running: Promise<void>[];
  #stopped = false;
  #count = 0;

  constructor(system: System, options: { phones: number[]; chats: number; everyMs: number; name: string }) {
    this.#system = system;
    this.#running = options.phones.flatMap((phoneIndex) =>
      Array.from({ length: options.chats }, (_, chat) =>
        this.#trickle(phoneIndex, `6012${phoneIndex}000${String(chat).padStart(3, '0')}`, options),
      ),
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

  async #trickle(
    phoneIndex: number,
    chatId: string,
    { everyMs, name }: { everyMs: number; name: string },
  ): Promise<void> {
    while (!this.#stopped) {
      const text = `${name} ${phoneIndex} ${chatId} ${String(this.#count++).padStart(6, '0')}`;
      await this.#one(phoneIndex, chatId, text);
      await pause(everyMs);
    }
  }

  /** One text, asked for again under the same key until the API says whether it took it. */
  async #one(phoneIndex: number, chatId: string, message: string): Promise<void> {
    const key = { 'idempotency-key': message.replaceAll(' ', '-') };
    for (;;) {
      try {
        const view = await this.#system.post<{ id: string }>(
          `/api/v2/messages/text/demo/${chatId}`,
          { message, phoneIndex },
          key,
        );
        this.accepted.push({ id: view.id, phoneIndex, chatId, text: message, acceptedAt: Date.now() });
        return;
      } catch (error) {
        this.refused.push(error instanceof Error ? error.message : String(error));
        if (this.#stopped) return;
        await pause(100);
      }
    }
  }
}

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
