import { browserFaults } from './browser.ts';
import type { Fault } from './fault.ts';
import { peerFaults } from './peers.ts';
import { processFaults } from './processes.ts';
import { providerFaults } from './provider.ts';
import { storeFaults } from './stores.ts';

export type { Fault } from './fault.ts';

/** Everything that can be done to a running system. */
export const FAULTS: readonly Fault[] = [
  ...processFaults,
  ...storeFaults,
  ...browserFaults,
  ...providerFaults,
  ...peerFaults,
];
