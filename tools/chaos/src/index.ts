export { FAULTS, type Fault } from './faults/index.ts';
export { readOptions, USAGE, UsageError, type Options } from './options.ts';
export { report, type Report, type Row } from './report.ts';
export { run, type RunOptions } from './run.ts';
export { render } from './table.ts';
export { renderSoak, reportSoak, type SoakFacts, type SoakReport } from './soak/report.ts';
export { soak, type SoakRun } from './soak/run.ts';
