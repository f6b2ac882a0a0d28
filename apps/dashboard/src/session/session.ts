import { createClient, type Client, type Schema } from '@watertight/client';
import { useSyncExternalStore } from 'react';
import { ApiError, unwrap } from './problem.ts';

export type Caller = Schema<'Caller'>;
export type Scope = Caller['scopes'][number];

/** Who is signed in. `key` is null for an employee, whose session is a cookie that no script can read. */
export interface SignedIn {
  state: 'in';
  caller: Caller;
  client: Client;
  key: string | null;
}

export type Session = SignedIn | { state: 'starting' } | { state: 'out'; isOver: boolean };

/** A pasted key lives as long as the browser's tab, and nowhere else. */
const KEY_PLACE = 'watertight.key';
/** That an employee was signed in here, so that he is told when his session has ended meanwhile. No secret. */
const EMPLOYEE_PLACE = 'watertight.employee';
const REQUEST_MS = 30_000;

let session: Session = { state: 'starting' };
const listeners = new Set<() => void>();

function become(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The session, and a new one whenever it changes. */
export const useSession = (): Session => useSyncExternalStore(subscribe, () => session);

/** A client whose every request has a deadline, and ends the session when the API no longer knows it. */
function clientFor(key: string | null): Client {
  return createClient({
    baseUrl: window.location.origin,
    ...(key === null ? {} : { key }),
    async fetch(request) {
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_MS)]);
      const response = await fetch(request, { signal });
      if (
        response.status === 401 &&
        session.state === 'in' &&
        session.key === key &&
        (await isOver(response))
      )
        expire();
      return response;
    },
  });
}

/** A password that was tried and is wrong is answered 401 too, and ends nothing. */
async function isOver(response: Response): Promise<boolean> {
  const said = await response.clone().text();
  return !said.includes('"SIGN_IN_FAILED"');
}

/** The session is over: its key was revoked, or nobody used it for too long. */
export function expire(): void {
  forget();
  become({ state: 'out', isOver: true });
}

function forget(): void {
  sessionStorage.removeItem(KEY_PLACE);
  sessionStorage.removeItem(EMPLOYEE_PLACE);
}

async function enter(key: string | null): Promise<void> {
  const client = clientFor(key);
  const caller = await unwrap(client.GET('/api/v2/auth/me'));
  if (key === null) sessionStorage.setItem(EMPLOYEE_PLACE, 'yes');
  become({ state: 'in', caller, client, key });
}

/** Goes on with the key of this tab or the browser's cookie, if there is one. */
export async function resume(): Promise<void> {
  const key = sessionStorage.getItem(KEY_PLACE);
  try {
    await enter(key);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      const isOver = key !== null || sessionStorage.getItem(EMPLOYEE_PLACE) !== null;
      forget();
      become({ state: 'out', isOver });
      return;
    }
    throw error;
  }
}

/** @throws ApiError */
export async function signInWithKey(key: string): Promise<void> {
  await enter(key);
  sessionStorage.setItem(KEY_PLACE, key);
}

/** @throws ApiError */
export async function signInWithPassword(body: { email: string; password: string; companyId?: string }) {
  await unwrap(clientFor(null).POST('/api/v2/auth/sign-in', { body }));
  await enter(null);
}

/** @throws ApiError when the session of an employee could not be ended */
export async function signOut(): Promise<void> {
  if (session.state !== 'in') return;
  if (session.key === null) await unwrap(session.client.POST('/api/v2/auth/sign-out'));
  forget();
  become({ state: 'out', isOver: false });
}

/** Ends every session of the employee who is signed in. @throws ApiError when that was refused */
export async function signOutEverywhere(): Promise<void> {
  if (session.state !== 'in') return;
  await unwrap(session.client.POST('/api/v2/auth/sign-out-everywhere'));
  forget();
  become({ state: 'out', isOver: false });
}

/** Whether somebody may do what asks for a scope. The API decides; this only spares him buttons that do nothing. */
export const may = ({ kind, scopes }: Caller, scope: Scope | 'admin' | null): boolean =>
  scope === null || kind === 'admin' || (scope !== 'admin' && scopes.includes(scope));
