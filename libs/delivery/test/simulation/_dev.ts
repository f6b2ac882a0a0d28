import { simulate } from './run.ts';
const [kind, from, count, mutant] = process.argv.slice(2);
const t = performance.now();
let steps = 0,
  messages = 0;
const all: Record<string, number> = {};
const kinds = new Map<string, { n: number; seed: number }>();
let bad = 0;
process.on('unhandledRejection', (e) => {
  console.log('UNHANDLED', e);
});
for (let s = Number(from); s < Number(from) + Number(count); s++) {
  const r = await simulate(kind as 'meta', s, mutant ? [mutant as never] : []);
  await new Promise((x) => setImmediate(x));
  steps += r.steps;
  messages += r.messages;
  for (const [k, v] of Object.entries(r.statuses)) all[k] = (all[k] ?? 0) + v;
  if (r.violations.length) {
    bad++;
    for (const v of r.violations) {
      const g = v
        .replace(/msg_\w+/g, 'M')
        .replace(/key-\d+/g, 'K')
        .replace(/601\d+/g, 'C')
        .replace(/inbound\.\d+/, 'I')
        .replace(/owner|\S+\/[0-9a-f-]+/g, 'O')
        .replace(/\d+/g, 'N');
      const e = kinds.get(g) ?? { n: 0, seed: s };
      e.n++;
      kinds.set(g, e);
    }
    if (Number(count) === 1) console.log(r.diary.join('\n'), '\n', r.violations.join('\n'));
  } else if (Number(count) === 1) console.log(r.diary.join('\n'));
}
const ms = performance.now() - t;
console.log({
  kind,
  runs: Number(count),
  bad,
  ms: Math.round(ms),
  perRun: (ms / Number(count)).toFixed(1),
  steps: Math.round(steps / Number(count)),
  messages: (messages / Number(count)).toFixed(1),
  all,
});
for (const [k, v] of [...kinds].sort((a, b) => b[1].n - a[1].n)) console.log(v.n, 'e.g. seed', v.seed, k);
