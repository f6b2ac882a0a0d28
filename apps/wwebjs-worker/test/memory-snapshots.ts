import type { Lease, Snapshot, Snapshots } from '@watertight/store';

interface Stored extends Snapshot {
  phoneId: string;
  state: 'writing' | 'kept' | 'forgotten';
  chunks: Uint8Array[];
}

export interface MemorySnapshots extends Snapshots {
  /** For a test to look into and to spoil. */
  readonly rows: Map<number, Stored>;
  /** Leases below this epoch are stale. */
  epoch: number;
}

/** What the store keeps of snapshots, for tests of sessions that have no database; the store's own tests hold its promises. */
export function memorySnapshots(): MemorySnapshots {
  const rows = new Map<number, Stored>();
  let last = 0;
  const of = (phoneId: string) =>
    [...rows.values()].filter((row) => row.phoneId === phoneId).sort((a, b) => b.version - a.version);
  const add = ({ phoneId, epoch }: Lease, state: Stored['state']): number => {
    const version = ++last;
    const blank = {
      sizeBytes: 0,
      sha256: '',
      createdAt: new Date(),
      isProven: false,
      storageKey: null,
      chunks: [],
    };
    rows.set(version, { ...blank, phoneId, epoch, version, state });
    return version;
  };
  const memory: MemorySnapshots = {
    rows,
    epoch: 0,
    async list(phoneId) {
      const seen = of(phoneId).filter(({ state }) => state !== 'writing');
      return { newest: seen[0]?.version ?? 0, kept: seen.filter(({ state }) => state === 'kept') };
    },
    async begin(lease) {
      if (lease.epoch < memory.epoch) return null;
      for (const row of of(lease.phoneId)) if (row.state === 'writing') rows.delete(row.version);
      return { version: add(lease, 'writing'), companyId: 'acme' };
    },
    async assign(version, storageKey) {
      const row = rows.get(version);
      if (row?.state !== 'writing') return false;
      row.storageKey = storageKey;
      return true;
    },
    async append(version, seq, data) {
      const row = rows.get(version);
      if (row?.state !== 'writing') return false;
      row.chunks[seq] = Buffer.from(data);
      return true;
    },
    async keep(lease, version, { sizeBytes, sha256, keep }) {
      const row = rows.get(version);
      if (lease.epoch < memory.epoch || row?.state !== 'writing') return false;
      const kept = of(lease.phoneId).filter(({ state }) => state === 'kept');
      const proven = kept.find(({ isProven }) => isProven);
      for (const old of kept.slice(keep - 1)) if (old !== proven) rows.delete(old.version);
      Object.assign(row, { state: 'kept', sizeBytes, sha256 });
      return true;
    },
    async abandon(version) {
      rows.delete(version);
    },
    async prove(_, version) {
      const row = rows.get(version);
      if (row) row.isProven = true;
    },
    async forget(lease) {
      if (lease.epoch < memory.epoch) return null;
      for (const row of of(lease.phoneId)) rows.delete(row.version);
      return add(lease, 'forgotten');
    },
    async *read(_, version) {
      for (const chunk of rows.get(version)?.chunks ?? []) yield Buffer.from(chunk);
    },
    removeLeftover: async () => false,
  };
  return memory;
}
