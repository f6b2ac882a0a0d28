import { sha256Hex, type Clock } from '@watertight/core';
import type { GraphServer } from './graph.ts';
import { firstText, isFields, parseJson } from './json.ts';

/** What Meta says of an access token. */
export interface TokenFacts {
  appId: string | null;
  /** Null: it does not end. */
  expiresAt: Date | null;
}

/** Looks tokens up, each once in half a day however many phones share it. */
export interface Tokens {
  /** Null when Meta does not say it: it is not everybody's to ask. Never rejects. */
  of(server: GraphServer, accessToken: string, signal: AbortSignal): Promise<TokenFacts | null>;
}

const KNOWN_MS = 12 * 3_600_000;
const UNKNOWN_MS = 3_600_000;
const MAX_KEPT = 5000;

export function createTokens(clock: Clock): Tokens {
  /** By the hash of a token, so that none lies around here. */
  const kept = new Map<string, { facts: Promise<TokenFacts | null>; until: number }>();

  return {
    of(server, accessToken, signal) {
      const key = sha256Hex(Buffer.from(accessToken));
      const now = clock.now().getTime();
      const known = kept.get(key);
      if (known && known.until > now) return known.facts;
      if (kept.size >= MAX_KEPT) kept.clear();
      const entry = { facts: ask(server, accessToken, signal), until: now + UNKNOWN_MS };
      kept.set(key, entry);
      return entry.facts.then((facts) => {
        if (facts) entry.until = now + KNOWN_MS;
        return facts;
      });
    },
  };
}

async function ask(
  server: GraphServer,
  accessToken: string,
  signal: AbortSignal,
): Promise<TokenFacts | null> {
  const path = `debug_token?input_token=${encodeURIComponent(accessToken)}`;
  const end = await server.call({ method: 'GET', path, accessToken, signal });
  const answer = end.kind === 'answered' && end.status === 200 ? parseJson(end.body) : null;
  return isFields(answer) && isFields(answer.data) ? factsOf(answer.data) : null;
}

function factsOf({ app_id: appId, expires_at: expiresAt }: Record<string, unknown>): TokenFacts {
  const ends = typeof expiresAt === 'number' && expiresAt > 0 ? new Date(expiresAt * 1000) : null;
  const id = typeof appId === 'number' ? String(appId) : firstText(appId);
  return { appId: id && /^[0-9]{1,32}$/.test(id) ? id : null, expiresAt: ends };
}
