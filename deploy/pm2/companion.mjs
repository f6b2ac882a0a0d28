// Loaded into each process before its own code (node --import): what our supervisor does for a process and PM2 does
// not. It tells how often the process was restarted, and ends one whose event loop has been blocked for too long.
import { isMainThread, Worker } from 'node:worker_threads';

const BEAT_MS = 250;
const HUNG_MS = Number(process.env.ORCHESTRATOR_HUNG_MS) || 6000;

if (isMainThread) {
  // PM2 hands over what it knows of a process in its environment, by its own names.
  process.env.WATERTIGHT_RESTARTS = process.env.restart_time || '0';
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const { INSTANCE_ID: instanceId = '' } = process.env;
  const workerData = { beats, beatMs: BEAT_MS, hungMs: HUNG_MS, instanceId };
  new Worker(watch(), { eval: true, execArgv: [], env: {}, workerData }).unref();
}

/**
 * A thread of its own goes on while the event loop does not. It counts its own ticks and not the time, so that a
 * machine that was suspended has nobody killed. While a process starts it loads its code in one go, and has a minute;
 * it has started when it has beaten for one and a half times the limit and was never late.
 */
function watch() {
  return `
    const { writeSync } = require('node:fs');
    const { beats, beatMs, hungMs, instanceId } = require('node:worker_threads').workerData;
    const [startupMs, steadyLimitMs, lateMs] = [60_000, 1.5 * hungMs, hungMs / 6 + beatMs];
    let [seen, silentMs, steadyMs] = [0, 0, 0];
    setInterval(() => {
      const now = Atomics.load(beats, 0);
      silentMs = now === seen ? silentMs + beatMs : 0;
      seen = now;
      const hasStarted = steadyMs >= steadyLimitMs;
      if (!hasStarted) steadyMs = silentMs <= lateMs ? steadyMs + beatMs : 0;
      if (silentMs < (hasStarted ? hungMs : startupMs)) return;
      const line = { level: 'fatal', time: new Date().toISOString(), instanceId, silentMs, msg: 'process.hung' };
      try {
        writeSync(2, JSON.stringify(line) + '\\n');
      } finally {
        process.kill(process.pid, 'SIGKILL');
      }
    }, beatMs);
  `;
}
