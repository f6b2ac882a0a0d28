import { CHANNELS, type SessionChannel } from '@watertight/core';
import { profileOf } from './credentials.ts';
import { receive } from './receive.ts';
import { sendTimeoutMs } from './send.ts';
import { openSession, type SessionDeps } from './session.ts';

/** WhatsApp Web as a channel: a Chromium for each phone, all of it behind `open`. */
export interface WebChannel extends SessionChannel {
  /** The browser profiles of the open sessions. */
  profiles(): string[];
}

export function createWebChannel(deps: SessionDeps): WebChannel {
  const open = new Set<string>();
  return {
    capabilities: CHANNELS.wwebjs,
    open(phone, reports, lease) {
      const session = openSession(deps, phone, reports, lease);
      const { dir } = profileOf(deps.sessionDir, phone.phoneId);
      open.add(dir);
      const forgetting = (end: () => Promise<void>) => () => end().finally(() => open.delete(dir));
      return { ...session, close: forgetting(session.close), logout: forgetting(session.logout) };
    },
    receive,
    sendTimeoutMs,
    profiles: () => [...open],
  };
}
