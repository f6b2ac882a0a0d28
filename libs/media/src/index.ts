export { openMedia, type MediaFiles, type MediaSettings, type Incoming } from './files.ts';
export { keepMedia, readMedia, type KeepOptions, type MediaRecords, type ReadMedia } from './keep.ts';
export { safeFilename } from './filename.ts';
export { startMediaSweep, sweepMedia, type Droppable } from './sweep.ts';
export type { Blobs, BlobContent, ByteRange, S3Settings } from './blobs.ts';
export { HEAD_BYTES, movesAsWebp } from './sniff.ts';
