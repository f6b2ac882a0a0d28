export * from './paths.ts';
export { drawn } from './diagrams.ts';
export { operationsOf, referencePages, type OpenApi, type Page } from './reference/index.ts';
export { SECTIONS, sectionsOf, type Section } from './sections.ts';
export { pageFiles, placeOf } from './stage.ts';
