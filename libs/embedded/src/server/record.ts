import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writePrivately } from '../files.ts';
import { isAlive, isProcessId, processId, type ProcessId } from '../process/identity.ts';

/** The server that runs on a directory, written down for whoever comes after a kill -9. */
export interface ServerRecord extends ProcessId {
  port: number;
  settings: string;
}

const pathOf = (dir: string) => join(dir, 'server.json');

/** The record of a server that is alive, or null. */
export function readRecord(dir: string): ServerRecord | null {
  const text = readIfThere(pathOf(dir));
  if (text === null) return null;
  const record: unknown = JSON.parse(text);
  return isProcessId(record) && isAlive(record) ? (record as ServerRecord) : null;
}

/** Null when the process is gone already. */
export function writeRecord(dir: string, pid: number, port: number, settings: string): ServerRecord | null {
  const id = processId(pid);
  if (id === null) return null;
  const record = { ...id, port, settings };
  writePrivately(pathOf(dir), JSON.stringify(record));
  return record;
}

export const removeRecord = (dir: string): void => rmSync(pathOf(dir), { force: true });

/** The port of earlier times: addresses that people wrote down stay valid. */
export function readPort(dir: string): number | null {
  const port = Number(readIfThere(join(dir, 'port')) ?? Number.NaN);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

export const writePort = (dir: string, port: number): void => writePrivately(join(dir, 'port'), `${port}\n`);
