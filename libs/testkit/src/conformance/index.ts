export { channelConformance, type ConformanceHarness } from './suite.ts';
export { CHAT, FILES, type StoreFile } from './specimens.ts';
