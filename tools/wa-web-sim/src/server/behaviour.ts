/** How pages come up. */
export interface Start {
  /** Time before the page's HTML is answered, milliseconds. */
  answerMs: number;
  /** The HTML is never answered. */
  hangs: boolean;
  /** Time before the page's own scripts begin, which is when the library can start to work, milliseconds. */
  bootMs: number;
  /** So many of the next pages load themselves anew shortly after they began. */
  reloads: number;
  /** When they do so, milliseconds after their scripts began. */
  reloadAfterMs: number;
  /** From the connection to the end of the sync, milliseconds. */
  syncMs: number;
  /** The sync does not end. */
  neverSyncs: boolean;
}

/** States in which WhatsApp refuses a phone or its page. */
export const BLOCKS = ['TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION'] as const;
export type Block = (typeof BLOCKS)[number];

/** What is wrong with one phone until it is set otherwise. */
export interface Faults {
  /** The phone's sockets are closed, and closed again whenever they come back. */
  dropSocket: boolean;
  /** The server takes nothing that the phone sends and answers nothing. */
  mute: boolean;
  /** The server delivers nothing to the phone, neither messages nor acks, and keeps them for later. */
  deaf: boolean;
  /** The last ack that the phone gets of its messages, 1 (sent) or 2 (delivered); 0: all of them. */
  lastAck: number;
  /** Every send is answered with ack -1 and does not reach the ledger. */
  refuse: boolean;
  /** Time the server waits before it takes a send, milliseconds. */
  slowMs: number;
  /** Sends go out, and the page does not show the message under its key, so that the library answers undefined. */
  sendUndefined: boolean;
  /** Sends neither go out nor end. */
  sendHangs: boolean;
  /** Marking a chat as read does not end, and by default the library does that before every send. */
  seenHangs: boolean;
  /** Uploads of media end with an error. */
  uploadFails: boolean;
  /** Uploads of media get no answer. */
  uploadHangs: boolean;
  /** Time before an upload is taken, milliseconds. */
  uploadMs: number;
  /** Downloads find nothing, whatever there is, and the phone cannot upload it again. */
  mediaExpired: boolean;
  /** Time before a download starts, milliseconds. */
  downloadMs: number;
  /** Pairing codes for this number are refused. */
  pairingFails: boolean;
  /** WhatsApp has banned the phone or the page. */
  blocked: Block | null;
  /** How this phone's pages come up, where it differs from the behaviour for all. */
  start: Partial<Start> | null;
}

/** What happens once, at the moment it is asked for. */
export interface Strikes {
  /** Closes the phone's sockets one time; the pages come back by themselves. */
  dropSocketOnce: boolean;
  /** The renderer of the phone's pages dies. */
  crashPage: boolean;
  /** The phone's pages are busy and answer nothing for so long, milliseconds. */
  hangMs: number;
  /** The phone removes its linked devices. */
  logout: boolean;
  /** Another browser takes the phone's session over. */
  conflict: boolean;
  /** The pages load themselves anew. */
  reload: boolean;
  /** The pages say a second time that they have synced. */
  readyAgain: boolean;
  /** The pages show this state for so long and then the one before. */
  passState: { state: string; ms: number };
  /** The pages keep so much more memory, MiB. */
  leakMb: number;
}

export interface Behaviour {
  /** From arrival at the server to ack 2, milliseconds. */
  deliveredMs: number;
  /** From arrival at the server to ack 3, milliseconds. */
  readMs: number;
  /** Whether recipients read what they get; when not, messages stay at ack 2. */
  autoRead: boolean;
  /** From arrival at the server to ack 4, milliseconds; voice notes only. */
  playedMs: number;
  /** Whether recipients listen to the voice notes they get. */
  autoPlay: boolean;
  /** Time that the preview of a link takes, milliseconds. */
  linkPreviewMs: number;
  /** Whether people are addressed by phone number or by LID in what arrives and in chats opened from now on. */
  addressing: 'pn' | 'lid';
  /** Digits of numbers that can be invited to a group and not be added to it. */
  notAddable: string[];
  /** Digits of numbers that have no WhatsApp account. */
  notOnWhatsApp: string[];
  /** How long one QR code can be scanned, milliseconds. */
  qrLifetimeMs: number;
  /** After so many QR codes a page waits until somebody asks for more; 0 is for ever. */
  qrRounds: number;
  /** How long a pairing code can be typed, milliseconds. */
  codeLifetimeMs: number;
  /** Pages sync and deliver what waited without looking whether anybody listens yet, as a fast real page does. */
  earlyEvents: boolean;
  /** The name under which message keys carry their text, in pages that are loaded from now on. */
  idField: '_serialized' | '$1';
  /** The same for the addresses of people and chats, which were not renamed when the keys were. */
  widField: '_serialized' | '$1';
  start: Start;
  /** By phone number, digits. */
  faults: Record<string, Faults>;
}

export type FaultChange = Partial<Faults & Strikes>;

export interface BehaviourChange extends Partial<Omit<Behaviour, 'faults' | 'start'>> {
  start?: Partial<Start>;
  /** `null` ends all faults of the phone. */
  faults?: Record<string, FaultChange | null>;
}

export const NO_FAULTS: Readonly<Faults> = {
  dropSocket: false,
  mute: false,
  deaf: false,
  lastAck: 0,
  refuse: false,
  slowMs: 0,
  sendUndefined: false,
  sendHangs: false,
  seenHangs: false,
  uploadFails: false,
  uploadHangs: false,
  uploadMs: 0,
  mediaExpired: false,
  downloadMs: 0,
  pairingFails: false,
  blocked: null,
  start: null,
};

const defaults = (): Behaviour => ({
  deliveredMs: 50,
  readMs: 150,
  autoRead: true,
  playedMs: 250,
  autoPlay: false,
  linkPreviewMs: 0,
  addressing: 'pn',
  notAddable: [],
  notOnWhatsApp: [],
  qrLifetimeMs: 20_000,
  qrRounds: 0,
  codeLifetimeMs: 180_000,
  earlyEvents: false,
  idField: '_serialized',
  widField: '_serialized',
  start: {
    answerMs: 0,
    hangs: false,
    bootMs: 0,
    reloads: 0,
    reloadAfterMs: 50,
    syncMs: 0,
    neverSyncs: false,
  },
  faults: {},
});

export interface BehaviourBook {
  current(): Behaviour;
  faultsOf(phone: string): Readonly<Faults>;
  /** How a page of this phone comes up, or a page whose phone is not known. */
  startOf(phone: string | undefined): Start;
  /** Whether the page that comes up now is one of those that load themselves anew; it is counted. */
  takeReload(phone: string | undefined): boolean;
  /** Sets the given fields and leaves the others; answers what is to be struck once, by phone. */
  change(change: BehaviourChange): Map<string, Partial<Strikes>>;
  reset(): void;
}

function splitFaults(change: FaultChange): { lasting: Partial<Faults>; strikes: Partial<Strikes> } {
  const lasting = Object.entries(change).filter(([name]) => name in NO_FAULTS);
  const strikes = Object.entries(change).filter(([name, value]) => !(name in NO_FAULTS) && value !== false);
  return { lasting: Object.fromEntries(lasting), strikes: Object.fromEntries(strikes) };
}

const isClean = (faults: Faults): boolean => Object.values(faults).every((value) => !value);

export function createBehaviour(initial: BehaviourChange = {}): BehaviourBook {
  let behaviour = defaults();

  function changeFaults(phone: string, change: FaultChange | null): Partial<Strikes> {
    if (change === null) {
      delete behaviour.faults[phone];
      return {};
    }
    const { lasting, strikes } = splitFaults(change);
    const faults = { ...NO_FAULTS, ...behaviour.faults[phone], ...lasting };
    if (isClean(faults)) delete behaviour.faults[phone];
    else behaviour.faults[phone] = faults;
    return strikes;
  }

  const book: BehaviourBook = {
    current: () => behaviour,
    faultsOf: (phone) => behaviour.faults[phone] ?? NO_FAULTS,
    startOf: (phone) => ({ ...behaviour.start, ...behaviour.faults[phone ?? '']?.start }),
    takeReload(phone) {
      const own = behaviour.faults[phone ?? '']?.start;
      const counted = own?.reloads === undefined ? behaviour.start : own;
      if (!counted.reloads) return false;
      counted.reloads--;
      return true;
    },
    change({ faults = {}, start, ...fields }) {
      behaviour = { ...behaviour, ...fields, start: { ...behaviour.start, ...start } };
      return new Map(Object.entries(faults).map(([phone, change]) => [phone, changeFaults(phone, change)]));
    },
    reset() {
      behaviour = defaults();
    },
  };
  book.change(initial);
  return book;
}
