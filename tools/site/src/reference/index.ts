export { referencePages, type Page } from './pages.ts';
export { operationsOf, type OpenApi, type Operation, type Schema } from './document.ts';
