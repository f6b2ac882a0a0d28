import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { expire, type SignedIn } from '../session/session.ts';
import { connectLive, type Batch, type LiveState } from './connection.ts';

const LiveContext = createContext<Hub | null>(null);

const bytes = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));
const base64url = (text: string) =>
  btoa(bytes(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** A key goes as a subprotocol, never in the address; a session's cookie goes by itself. */
export const protocolsFor = (key: string | null): string[] => [
  'watertight',
  ...(key === null ? [] : [`watertight.key.${base64url(key)}`]),
];

/** What pages listen to; the connection behind it changes with the session and the company. */
interface Hub {
  listeners: Set<(batch: Batch) => void>;
  watchers: Set<() => void>;
  state: LiveState;
}

/** Opens the connection of a hub. @returns what closes it */
function feed(hub: Hub, url: string, key: string | null): () => void {
  const live = connectLive({ url, protocols: protocolsFor(key), onRevoked: expire });
  const tell = () => {
    hub.state = live.state();
    for (const watcher of hub.watchers) watcher();
  };
  live.listen((batch) => hub.listeners.forEach((hear) => hear(batch)));
  live.onState(tell);
  tell();
  return live.close;
}

/** Keeps one connection for a company's events while it is shown. */
export function LiveProvider({
  session: { key },
  companyId,
  children,
}: {
  session: SignedIn;
  companyId: string;
  children: ReactNode;
}) {
  const [hub] = useState<Hub>(() => ({ listeners: new Set(), watchers: new Set(), state: 'connecting' }));
  useEffect(() => {
    const { protocol, host } = window.location;
    const url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws?companyId=${encodeURIComponent(companyId)}`;
    return feed(hub, url, key);
  }, [hub, key, companyId]);
  return <LiveContext value={hub}>{children}</LiveContext>;
}

/** Calls `hear` with what happens, at most once for each picture; `hear` may be a new function each time. */
export function useLive(hear: (batch: Batch) => void): void {
  const hub = useContext(LiveContext);
  const heard = useEffectEvent(hear);
  useEffect(() => {
    if (!hub) return;
    const listener = (batch: Batch) => heard(batch);
    hub.listeners.add(listener);
    return () => void hub.listeners.delete(listener);
  }, [hub]);
}

const nobody = () => () => undefined;

export function useLiveState(): LiveState {
  const hub = useContext(LiveContext);
  const subscribe = useCallback(
    (watcher: () => void) => {
      hub?.watchers.add(watcher);
      return () => void hub?.watchers.delete(watcher);
    },
    [hub],
  );
  return useSyncExternalStore(hub ? subscribe : nobody, () => hub?.state ?? 'off');
}
