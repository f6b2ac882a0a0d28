import type { Log } from '@watertight/core';
import type { RawMessage } from './raw.ts';

/** A message that was told without its file, which may still come. */
export interface LateFile {
  raw: RawMessage;
  /** How often it was tried again. */
  tries: number;
}

/** Where they outlive the process: beside the login, which they go with. */
export interface LateFilesPlace {
  lateFiles(): Promise<LateFile[]>;
  keepLateFiles(list: LateFile[]): Promise<void>;
}

/** The files of a phone that may still come. */
export interface LateFiles {
  /** Those that are to be tried now; one that was tried often enough is given up. */
  due(): Promise<LateFile[]>;
  add(raw: RawMessage): void;
  drop(id: string): void;
}

const MAX = 200;
const TRIES = 5;

export function createLateFiles(place: LateFilesPlace, log: Log): LateFiles {
  const late = new Map<string, LateFile>();
  let loading: Promise<void> | undefined;
  let saving: Promise<void> | undefined;
  let isChanged = false;

  const load = async () => {
    for (const entry of await place.lateFiles())
      if (late.size < MAX && !late.has(entry.raw.id)) late.set(entry.raw.id, entry);
  };

  /** What changes while it is written is written afterwards; a fault costs what a killed process would cost. */
  const save = async () => {
    while (isChanged) {
      isChanged = false;
      await place.keepLateFiles([...late.values()]);
    }
  };

  const changed = () => {
    isChanged = true;
    saving ??= save()
      .catch((error: unknown) => log.warn({ err: error }, 'inbound.late-files-not-kept'))
      .finally(() => (saving = undefined));
  };

  return {
    async due() {
      loading ??= load().catch((error: unknown) => {
        loading = undefined;
        log.warn({ err: error }, 'inbound.late-files-not-read');
      });
      await loading;
      if (late.size === 0) return [];
      for (const [id, entry] of late) if (++entry.tries > TRIES) late.delete(id);
      changed();
      return [...late.values()];
    },
    add(raw) {
      if (late.size >= MAX || late.has(raw.id)) return;
      late.set(raw.id, { raw, tries: 0 });
      changed();
    },
    drop(id) {
      if (late.delete(id)) changed();
    },
  };
}
