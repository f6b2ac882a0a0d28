import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/*
 * Loaded into every process of a system under test (NODE_OPTIONS), never part of a build. It lets the process do to
 * itself what a fault of its own would: keep its event loop busy, fill its heap, end soon after each start.
 * It is imported as `orders.mjs?dir=<where the test leaves its orders>`; SIGUSR2 says that there is one.
 */
const dir = new URL(import.meta.url).searchParams.get('dir');
const app = basename(dirname(process.argv[1] ?? ''));
const sentence = join(dir, `crash-${app}`);

process.on('SIGUSR2', () => obey(readFileSync(join(dir, 'order'), 'utf8').trim()));
if (existsSync(sentence)) endSoon(Number(readFileSync(sentence, 'utf8')));

function obey(order) {
  if (order.startsWith('block ')) block(Number(order.slice('block '.length)));
  else if (order === 'fill the heap') fill();
  else throw new Error(`No such order: ${order}`);
}

function block(ms) {
  const until = Date.now() + ms;
  while (Date.now() < until);
}

/** Objects, which live in V8's heap, until V8 gives up. */
function fill() {
  const kept = [];
  for (;;) kept.push(Array.from({ length: 1000 }, (_, n) => ({ n })));
}

function endSoon(afterMs) {
  setTimeout(() => {
    console.error(`${app} ends, as ordered`);
    process.exit(1);
  }, afterMs);
}
