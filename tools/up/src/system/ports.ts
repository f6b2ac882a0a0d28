import { isPortFree } from '@watertight/embedded';
import { Refusal } from '../refusal.ts';
import type { PortName, Settings } from '../settings.ts';

/** The ports that this system will listen on. */
export function neededPorts({ ports, metaSim, waWebSim }: Settings): [PortName, number][] {
  const unneeded: PortName[] = [];
  if (!metaSim) unneeded.push('META_SIM_PORT');
  if (!waWebSim) unneeded.push('WA_WEB_SIM_PORT');
  return (Object.entries(ports) as [PortName, number][]).filter(([name]) => !unneeded.includes(name));
}

/**
 * Looks at the ports that this system will listen on, or at some of them.
 * @throws Refusal with one sentence for each port that is taken or wanted twice
 */
export async function checkPorts(settings: Settings, names?: readonly PortName[]): Promise<void> {
  const needed = neededPorts(settings).filter(([name]) => names?.includes(name) ?? true);
  const faults = [...sharedPorts(needed), ...(await takenPorts(needed, settings.host))];
  if (faults.length > 0) throw new Refusal(faults.join('\n'));
}

function sharedPorts(needed: [PortName, number][]): string[] {
  const owners = new Map<number, string>();
  return needed.flatMap(([name, port]) => {
    const owner = owners.get(port);
    owners.set(port, name);
    return owner ? [`${owner} and ${name} are both ${port}: change one.`] : [];
  });
}

async function takenPorts(needed: [PortName, number][], host: string): Promise<string[]> {
  const taken = await Promise.all(needed.map(async ([, port]) => !(await isFree(port, host))));
  return needed
    .filter((_, index) => taken[index])
    .map(([name, port]) => `Port ${port} is taken: stop what listens there, or set ${name} to another port.`);
}

async function isFree(port: number, host: string): Promise<boolean> {
  try {
    return await isPortFree(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(
      `Nothing can listen on ${host}:${port} (${code ?? String(error)}): set HOST or the port.`,
      {
        cause: error,
      },
    );
  }
}
