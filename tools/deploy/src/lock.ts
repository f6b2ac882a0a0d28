/** One package of a lock file of version 3, as far as it matters here. */
export interface Locked {
  version?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  [other: string]: unknown;
}

/** The manifest of a bundle, as the build writes it. */
export interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

/** Of no use in a lock file that knows no other dependencies than those of production. */
const FLAGS = ['dev', 'optional', 'devOptional', 'peer'];

/**
 * The part of the repository's lock file that a bundle needs: its dependencies with theirs, at the same places and
 * with the same integrity hashes, so that `npm ci` installs the very packages that were tested. `packages` is the
 * `packages` of the lock file. Throws when something is not in it, or is there in another version.
 */
export function lockFor(manifest: Manifest, packages: Record<string, Locked>): object {
  const wanted = Object.entries(manifest.dependencies ?? {});
  const certain = new Set<string>();
  const all = new Set<string>();
  for (const [name, version] of wanted) {
    const found = packages[`node_modules/${name}`]?.version;
    if (found !== version)
      throw new Error(`${manifest.name} needs ${name} ${version}, and the lock file has ${found ?? 'none'}.`);
  }
  const roots = wanted.map(([name]) => `node_modules/${name}`);
  walk(roots, (place) => needs(place, packages, false), certain);
  walk(roots, (place) => needs(place, packages, true), all);
  const { name, version, dependencies } = manifest;
  const entries = [...all]
    .sort()
    .map((place) => [
      place,
      { ...withoutMissing(place, packages), ...(certain.has(place) ? {} : { optional: true }) },
    ]);
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name, version, dependencies }, ...(Object.fromEntries(entries) as object) },
  };
}

function walk(roots: readonly string[], next: (place: string) => string[], seen: Set<string>): void {
  const open = [...roots];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    open.push(...next(place));
  }
}

/** The places of all that these places need, with theirs, optional ones and workspaces too. */
export function reach(places: readonly string[], packages: Record<string, Locked>): string[] {
  const seen = new Set<string>();
  const next = (place: string): string[] => {
    const { link, resolved } = packages[place] ?? {};
    return link && typeof resolved === 'string' ? [resolved] : needs(place, packages, true);
  };
  walk(places, next, seen);
  return [...seen];
}

/** Where the packages lie that this one needs; what is optional may be in no lock file. */
function needs(place: string, packages: Record<string, Locked>, withOptional: boolean): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } =
    packages[place] ?? {};
  const optional = Object.keys(optionalDependencies ?? {});
  const names = Object.keys(dependencies ?? {}).filter((name) => !optional.includes(name));
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => !peerDependenciesMeta?.[name]?.optional);
  const certain = [...names, ...peers].map((name) => {
    const found = resolvePlace(place, name, packages);
    if (!found) throw new Error(`${place} needs ${name}, which the lock file does not have.`);
    return found;
  });
  if (!withOptional) return certain;
  return [...certain, ...optional.flatMap((name) => resolvePlace(place, name, packages) ?? [])];
}

/** As Node looks for a package: in the folder itself, then in those above it. */
function resolvePlace(from: string, name: string, packages: Record<string, Locked>): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const place = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[place]) return place;
    if (!folder) return undefined;
  }
}

/** The next folder above in which packages may lie: of a package the one it lies in, of a workspace the root. */
function parentOf(folder: string): string {
  const end = folder.lastIndexOf('/node_modules/');
  return end < 0 ? '' : folder.slice(0, end);
}

/** npm leaves builds for other systems out of some lock files, and then misses them when it reads one. */
function withoutMissing(place: string, packages: Record<string, Locked>): Locked {
  const { optionalDependencies, ...entry } = without(packages[place] ?? {}, FLAGS);
  const there = Object.entries(optionalDependencies ?? {}).filter(([name]) =>
    resolvePlace(place, name, packages),
  );
  return there.length > 0 ? { ...entry, optionalDependencies: Object.fromEntries(there) } : entry;
}

const without = (entry: Locked, names: readonly string[]): Locked =>
  Object.fromEntries(Object.entries(entry).filter(([name]) => !names.includes(name)));
