import type { Client } from '@watertight/client';
import { useParams } from 'react-router';
import { may, useSession, type Scope, type SignedIn } from './session.ts';

/** The session, below the part of the app that only who is signed in sees. */
export function useSignedIn(): SignedIn {
  const session = useSession();
  if (session.state !== 'in') throw new Error('This part of the app is for who is signed in.');
  return session;
}

export const useApi = (): Client => useSignedIn().client;

/** The company whose pages are shown: it stands in the address. */
export function useCompanyId(): string {
  const { companyId } = useParams();
  if (companyId === undefined) throw new Error('This page belongs to a company.');
  return companyId;
}

/** Whether who is signed in has a scope. */
export function useMay(scope: Scope | 'admin' | null): boolean {
  return may(useSignedIn().caller, scope);
}
