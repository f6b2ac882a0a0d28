import { CodedError, type ErrorCode, type Log, type MetaCredentials, type Phone } from '@watertight/core';
import type { Credentials } from './credentials.ts';
import type { Graph, GraphServer } from './graph.ts';

/** Where a phone is reached and with what, or why it cannot be. */
export type Access =
  | { kind: 'granted'; server: GraphServer; credentials: MetaCredentials }
  /** Ours to mend by settings: one sentence. */
  | { kind: 'faulty'; code: ErrorCode; sentence: string }
  | { kind: 'unreadable'; error: unknown };

export type AccessTo = (phone: Phone) => Promise<Access>;

export interface AccessDeps {
  graph: Graph;
  credentials: Pick<Credentials, 'of'>;
  log: Log;
}

export const STORE_AWAY = "The database cannot be reached, and with it the phone's access token.";
const NO_SANDBOX =
  'Sandbox phones have no Graph here: set SANDBOX=1 and SANDBOX_GRAPH_URL, or change the phone to mode live.';
const SEALED_OTHERWISE =
  "The phone's access token cannot be opened: check that ENCRYPTION_KEY is the one it was stored with, or set the token again.";

export function createAccess({ graph, credentials: known, log }: AccessDeps): AccessTo {
  return async (phone) => {
    const server = graph.serverFor(phone.mode);
    if (!server) return { kind: 'faulty', code: 'SANDBOX_DISABLED', sentence: NO_SANDBOX };
    try {
      const credentials = await known.of(phone.phoneId);
      if (credentials) return { kind: 'granted', server, credentials };
      return { kind: 'faulty', code: 'TOKEN_REFUSED', sentence: 'The phone has no access token: set one.' };
    } catch (error) {
      if (error instanceof CodedError) return { kind: 'unreadable', error };
      log.error({ err: error, phoneId: phone.phoneId }, 'credentials.unreadable');
      return { kind: 'faulty', code: 'INTERNAL', sentence: SEALED_OTHERWISE };
    }
  };
}
