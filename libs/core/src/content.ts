import type { MediaRef } from './media.ts';

/** Content of image, video, audio, voice, document and sticker, both directions (CONTRACT 4). */
export interface MediaContent {
  caption?: string;
  media: MediaRef;
  /** Can be opened once. */
  viewOnce?: true;
  /** A video that plays as a GIF does: silently and again and again. */
  gif?: true;
}
