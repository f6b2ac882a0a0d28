/** `v23.0`; anything else is a path that Graph does not know. */
export const VERSION = ':version(^v\\d+\\.\\d+$)';

export interface PhonePath {
  Params: { version: string; phoneNumberId: string };
}

export interface NodePath {
  Params: { version: string; id: string };
}
