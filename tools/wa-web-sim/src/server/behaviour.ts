/** What is wrong with one phone until it is set otherwise. */
export interface Faults {
  /** The phone's sockets are closed, and closed again whenever they come back. */
  dropSocket: boolean;
  /** The server takes nothing that the phone sends and answers nothing. */
  mute: boolean;
  /** The server delivers nothing to the phone, neither messages nor acks, and keeps them for later. */
  deaf: boolean;
  /** Every send is answered with ack -1 and does not reach the ledger. */
  refuse: boolean;
  /** Time the server waits before it takes a send, milliseconds. */
  slowMs: number;
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
  /** Pages sync and deliver what waited without looking whether anybody listens yet, as a fast real page does. */
  earlyEvents: boolean;
  /** By phone number, digits. */
  faults: Record<string, Faults>;
}

export type FaultChange = Partial<Faults & Strikes>;

export interface BehaviourChange extends Partial<Omit<Behaviour, 'faults'>> {
  /** `null` ends all faults of the phone. */
  faults?: Record<string, FaultChange | null>;
}

export const NO_FAULTS: Readonly<Faults> = {
  dropSocket: false,
  mute: false,
  deaf: false,
  refuse: false,
  slowMs: 0,
  uploadFails: false,
  uploadHangs: false,
  uploadMs: 0,
  mediaExpired: false,
  downloadMs: 0,
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
  earlyEvents: false,
  faults: {},
});

export interface BehaviourBook {
  current(): Behaviour;
  faultsOf(phone: string): Readonly<Faults>;
  /** Sets the given fields and leaves the others; answers what is to be struck once, by phone. */
  change(change: BehaviourChange): Map<string, Partial<Strikes>>;
  reset(): void;
}

function splitFaults(change: FaultChange): { lasting: Partial<Faults>; strikes: Partial<Strikes> } {
  const { dropSocketOnce, crashPage, hangMs, logout, conflict, ...lasting } = change;
  const given = Object.entries({ dropSocketOnce, crashPage, hangMs, logout, conflict }).filter(
    ([, value]) => value !== undefined && value !== false,
  );
  return { lasting, strikes: Object.fromEntries(given) };
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
    change({ faults = {}, ...fields }) {
      behaviour = { ...behaviour, ...fields };
      return new Map(Object.entries(faults).map(([phone, change]) => [phone, changeFaults(phone, change)]));
    },
    reset() {
      behaviour = defaults();
    },
  };
  book.change(initial);
  return book;
}
