declare module 'fastify' {
  interface FastifyContextConfig {
    /** What fault rules call the route; everything else is `other`. */
    call?: 'media' | 'download';
  }
}

/** `v23.0`; anything else is a path that Graph does not know. */
export const VERSION = ':version(^v\\d+\\.\\d+$)';

export interface PhonePath {
  Params: { version: string; phoneNumberId: string };
}

export interface NodePath {
  Params: { version: string; id: string };
}
