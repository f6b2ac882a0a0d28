import { createProgram } from './program.ts';

process.exitCode = await createProgram({
  env: process.env,
  out: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
}).run(process.argv.slice(2));
