// Preloaded into a process that is to be looked at: SIGUSR2 begins a CPU profile, the next one writes it to
// the file that the address of this script names (?to=) and begins none. So start-up is not in it.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const file = new URL(import.meta.url).searchParams.get('to');
let session;

async function toggle() {
  if (session) {
    const { profile } = await session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
    session.disconnect();
    session = undefined;
    return;
  }
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
}

if (file) process.on('SIGUSR2', () => void toggle());
