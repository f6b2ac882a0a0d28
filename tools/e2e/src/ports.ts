import { isPortFree } from '@watertight/embedded';

/** Below the ports that systems give to outgoing connections, so that a dead process finds its port free again. */
const LOWEST = 15_000;
const HIGHEST = 31_000;
const TRIES = 200;
/** Where the supervisor puts the second instance of an app. */
const PORT_STEP = 100;

/** Different free ports of 127.0.0.1. Chance, and not the seed, finds them: several runs may share the machine. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries++) {
    if (tries > TRIES) throw new Error(`There are no ${count} free ports from ${LOWEST} to ${HIGHEST}`);
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (!found.has(port) && (await isPortFree(port)) && (await isPortFree(port + PORT_STEP))) found.add(port);
  }
  return [...found];
}
