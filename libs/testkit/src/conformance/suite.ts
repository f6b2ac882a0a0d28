import {
  CHANNELS,
  MESSAGE_TYPES,
  SENDABLE_TYPES,
  type ClaimedMessage,
  type ConnectionType,
  type MessageObservation,
  type MessageType,
  type Outcome,
} from '@watertight/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SENT_AS } from './matrix.ts';
import { RECEIVED, specimen, type StoreFile } from './specimens.ts';

/** A running channel with the simulator of its provider. */
export interface ConformanceHarness {
  storeFile: StoreFile;
  /** Sends through the channel under test, as a turn would. */
  send(message: ClaimedMessage): Promise<Outcome>;
  /** As what the message is in the provider's ledger, in our words; once for each time that it arrived there. */
  arrivals(message: ClaimedMessage): Promise<string[]>;
  /**
   * Lets a message of this type arrive from the provider, with what `specimens.ts` says of it, and answers what the
   * channel makes of it. Null when the provider has no such messages.
   */
  receive(type: MessageType): Promise<MessageObservation | null>;
  close(): Promise<void>;
}

/** Registers a test for every cell of the matrix of message types: proven where CHANNELS says so, refused where not. */
export function channelConformance(
  connectionType: ConnectionType,
  start: () => Promise<ConformanceHarness>,
): void {
  const { sends, receives } = CHANNELS[connectionType];
  let harness: ConformanceHarness;
  beforeAll(async () => {
    harness = await start();
  });
  afterAll(() => harness?.close());

  describe(`${connectionType} sends what it says that it sends`, () => {
    test.each(sends)('%s', async (type) => {
      const message = specimen(type, harness.storeFile, await about(type));
      expect(await harness.send(message)).toEqual({
        kind: 'sent',
        providerMessageId: expect.stringMatching(/./) as string,
      });
      expect(await harness.arrivals(message)).toEqual([SENT_AS[connectionType]?.[type]?.type ?? type]);
    });
  });

  /** A reaction needs a message to react to. */
  async function about(type: string): Promise<Partial<ClaimedMessage>> {
    if (type !== 'reaction') return {};
    const first = specimen('text', harness.storeFile);
    const outcome = await harness.send(first);
    if (outcome.kind !== 'sent') throw new Error(`The message to react to was not sent: ${outcome.kind}`);
    return {
      quotedProviderMessageId: outcome.providerMessageId,
      content: { emoji: '👍', messageId: first.id },
    };
  }

  describe(`${connectionType} refuses the rest for good, and nothing leaves it`, () => {
    const others = SENDABLE_TYPES.filter((type) => !sends.includes(type));
    test.each(others)('%s', async (type) => {
      const message = specimen(type, harness.storeFile);
      expect(await harness.send(message)).toMatchObject({
        kind: 'refused',
        code: 'UNSUPPORTED_ON_CHANNEL',
        permanent: true,
      });
      expect(await harness.arrivals(message)).toEqual([]);
    });
  });

  describe(`${connectionType} understands what it says that it receives, and keeps the rest as unsupported`, () => {
    test.each(MESSAGE_TYPES)('%s', async (type) => {
      const observation = await harness.receive(type);
      if (receives.includes(type))
        expect(observation).toMatchObject({ kind: 'message', type, content: RECEIVED[type] });
      else if (observation) {
        expect(observation).toMatchObject({ kind: 'message', type: 'unsupported' });
        expect(observation.content).toHaveProperty('raw');
      }
    });
  });
}
