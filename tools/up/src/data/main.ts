import { live } from '../life.ts';
import { createDataProgram } from './program.ts';

await live((life) => createDataProgram({ life, env: process.env }).run(process.argv.slice(2)));
