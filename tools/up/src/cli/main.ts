import { createProgram } from './program.ts';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());

process.exitCode = await createProgram({
  env: process.env,
  out: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  signal: controller.signal,
}).run(process.argv.slice(2));
