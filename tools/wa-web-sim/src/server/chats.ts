/** How one phone's owner keeps a chat. */
export interface ChatFlags {
  archived?: boolean;
  /** Unix seconds of the pinning. */
  pinned?: number;
  /** Unix seconds of the end, -1 for ever, 0 or absent not muted. */
  mutedUntil?: number;
  markedUnread?: boolean;
  /** Ids of labels. */
  labels?: string[];
}

export interface Label {
  id: string;
  name: string;
  hexColor: string;
}

export interface Presence {
  available: boolean;
  /** By chat: typing or recording. */
  chats: Record<string, string>;
}

export interface StoredChats {
  flags: [string, [string, ChatFlags][]][];
  labels: [string, Label[]][];
}

export interface Chats {
  flags(phone: string): [string, ChatFlags][];
  set(phone: string, chat: string, flags: ChatFlags): ChatFlags;
  forget(phone: string, chat: string): void;
  labels(phone: string): Label[];
  addLabel(phone: string, name: string, hexColor: string): Label;
  presence(phone: string): Presence;
  setPresence(phone: string, change: { available?: boolean; chat?: string; state?: string }): void;
  snapshot(): StoredChats;
}

const CHATS_MAX = 10_000;
const LABELS_MAX = 100;
const TYPING_MAX = 1_000;

export function createChats(stored: StoredChats = { flags: [], labels: [] }): Chats {
  const flags = new Map(stored.flags.map(([phone, chats]) => [phone, new Map(chats)]));
  const labels = new Map(stored.labels);
  const presences = new Map<string, Presence>();

  return {
    flags: (phone) => [...(flags.get(phone) ?? [])],
    set(phone, chat, change) {
      const chats = flags.get(phone) ?? new Map<string, ChatFlags>();
      const now = { ...chats.get(chat), ...change };
      chats.set(chat, now);
      const oldest = chats.keys().next();
      if (chats.size > CHATS_MAX && !oldest.done) chats.delete(oldest.value);
      flags.set(phone, chats);
      return now;
    },
    forget(phone, chat) {
      flags.get(phone)?.delete(chat);
    },
    labels: (phone) => labels.get(phone) ?? [],
    addLabel(phone, name, hexColor) {
      const known = labels.get(phone) ?? [];
      const label = { id: String(known.length + 1), name, hexColor };
      labels.set(phone, [...known, label].slice(0, LABELS_MAX));
      return label;
    },
    presence: (phone) => presences.get(phone) ?? { available: false, chats: {} },
    setPresence(phone, { available, chat, state }) {
      const { available: before, chats } = presences.get(phone) ?? { available: false, chats: {} };
      const others = Object.entries(chats).filter(([known]) => known !== chat);
      const own = chat !== undefined && state !== undefined ? [[chat, state] as [string, string]] : [];
      presences.set(phone, {
        available: available ?? before,
        chats: Object.fromEntries([...others, ...own].slice(-TYPING_MAX)),
      });
    },
    snapshot: () => ({
      flags: [...flags].map(([phone, chats]) => [phone, [...chats]]),
      labels: [...labels],
    }),
  };
}
