import type { Mutant } from '@watertight/testkit/memory-store';
import { createClients } from './clients.ts';
import { createCloudApi, type CloudApi } from './cloud-api.ts';
import { createFleet } from './fleet.ts';
import { atRest, checkEnd, createWatch, watchLease } from './invariants.ts';
import { createLedger } from './ledger.ts';
import { createWebSessions, type WebSessions } from './web-sessions.ts';
import { createWorld, type Kind, type World } from './world.ts';

export interface RunResult {
  seed: number;
  kind: Kind;
  violations: string[];
  diary: string[];
  /** What the run had in it, to see that it is worth something. */
  messages: number;
  statuses: Record<string, number>;
  steps: number;
  simulatedMs: number;
}

/** How long a run may take to come to rest after its last fault; the longest back-off is five minutes. */
const REST_WITHIN_MS = 20 * 60_000;
const LOOK_EVERY_MS = 500;
/** Operators go on for a while after the storm. */
const CALM = 1.4;

/** One life of the whole system from a seed: a storm of faults, then calm, then the judgement. */
export async function simulate(
  kind: Kind,
  seed: number,
  mutants: readonly Mutant[] = [],
): Promise<RunResult> {
  const stormMs = 4000 + ((seed * 7919) % 18_000);
  const watch = createWatch();
  const world = createWorld({ seed, kind, stormMs, mutants, onWrite: watch, onLease: watchLease });
  try {
    const ledger = createLedger(world);
    const providers: { cloud?: CloudApi; web?: WebSessions } = {};
    const fleet = createFleet(world, () => providers as Required<typeof providers>);
    const cloud = (providers.cloud = createCloudApi(world, ledger, () => fleet.webhook()));
    const web = (providers.web = createWebSessions(world, ledger));
    const clients = createClients(world, fleet, stormMs);
    fleet.start();
    clients.start();
    startInbound(world, kind === 'meta' ? cloud : web, stormMs);
    await world.time.until(() => false, stormMs * CALM);
    await world.time.until(restful(world), stormMs * CALM + REST_WITHIN_MS);
    checkEnd({ world, ledger, clients, cloud, web });
    return resultOf(world);
  } finally {
    world.time.restore();
  }
}

function startInbound(world: World, provider: Pick<CloudApi, 'sendInbound'>, stormMs: number): void {
  const { random, time } = world;
  for (let i = 0; i < random.int(0, 3); i++)
    time.after(random.next() * stormMs, () =>
      provider.sendInbound(random.pick(world.phones), `inbound.${i}`),
    );
}

/** Whether all has come to rest, and stayed so for a moment; looked at now and then. */
function restful(world: World): () => boolean {
  let nextMs = 0;
  let since: number | undefined;
  return () => {
    const now = world.time.nowMs();
    if (world.violations.length > 0) return true;
    if (now < nextMs) return false;
    nextMs = now + LOOK_EVERY_MS;
    const rest = world.underWay === 0 && atRest(world) && world.db.tables.journal.every((e) => e.processed);
    since = rest ? (since ?? now) : undefined;
    return since !== undefined && now - since > 3000;
  };
}

function resultOf(world: World): RunResult {
  const statuses: Record<string, number> = {};
  for (const { status } of world.db.tables.messages.values()) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    seed: world.seed,
    kind: world.kind,
    violations: world.violations,
    diary: world.diary,
    messages: world.db.tables.messages.size,
    statuses,
    steps: world.time.steps(),
    simulatedMs: world.time.nowMs(),
  };
}
