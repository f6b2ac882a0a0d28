interface LockFile {
  packages: Record<string, { version?: string; resolved?: string; optional?: boolean; link?: boolean }>;
}

export function enter(name: 'start' | 'test' | 'migrate' | 'serve'): Promise<void>;
/** As `engines` of package.json says it. */
export const NODE_RANGE: string;
export function isNewEnough(version: string): boolean;
export function installReason(wanted: LockFile, installed: LockFile | null): string | null;
