import { run } from './run.ts';

process.exitCode = await run(process.env, import.meta.dirname, (line) => process.stdout.write(`${line}\n`));
