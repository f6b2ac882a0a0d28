export * from './browser.ts';
export * from './stage.ts';
export * from './work.ts';
