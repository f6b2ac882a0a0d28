import type {
  PageChat,
  PageContact,
  PageLibrary,
  PageMessage,
  PageModules,
  PageParticipant,
  PageWindow,
  Wid,
} from './window.ts';

declare const window: PageWindow;

/** One person, as the page knows him. */
export interface PageIdentity {
  /** Serialised ids; null where the page does not know. */
  pn: string | null;
  lid: string | null;
}

/** What the page knows of a person. */
export interface PagePerson extends PageIdentity {
  name: string | null;
  pushName: string | null;
  isBusiness: boolean;
  isMyContact: boolean;
  isBlocked: boolean;
}

/** Why something certainly was not done. */
export type Refusal =
  | 'not-connected'
  | 'no-chat'
  | 'no-group'
  | 'no-account'
  | 'no-message'
  | 'no-label'
  | 'no-channel'
  | 'not-business'
  | 'not-member'
  | 'not-admin'
  | 'admins-only'
  | 'blocked'
  | 'too-late'
  | 'bad-invite'
  | 'not-allowed';

/** How an action in the page ended. */
export type PageAnswer<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; why: Refusal; detail?: string }
  /** WhatsApp's server said no, with its number. */
  | { kind: 'declined'; status: number }
  /** `begun`: WhatsApp had been asked, and nobody knows what became of it. */
  | { kind: 'fault'; begun: boolean; detail: string };

/**
 * What page functions share. Its text travels with each of them (`withKit`), so it knows nothing of this module
 * either, and everything in it is a method: a named inner function would carry the runner's helper along.
 */
export function makeKit() {
  return {
    load<K extends keyof PageModules>(name: K): PageModules[K] {
      return window.require!(name);
    },

    library(): PageLibrary {
      return window.WWebJS!;
    },

    /** Whether WhatsApp has been asked to change something: from then on only its answer makes an end certain. */
    begun: false,

    done<T>(value: T): { kind: 'done'; value: T } {
      return { kind: 'done', value };
    },

    refuse(why: Refusal, detail?: string): { kind: 'refused'; why: Refusal; detail?: string } {
      return { kind: 'refused', why, ...(detail === undefined ? {} : { detail }) };
    },

    /** The end of a send whose result the page tells, in one of two ways or not at all. */
    sent(end: unknown): PageAnswer<null> {
      const word =
        typeof end === 'string' ? end : (Object(end) as { messageSendResult?: string }).messageSendResult;
      return word === undefined || word === 'OK' ? this.done(null) : this.refuse('not-allowed', String(word));
    },

    textOr(value: unknown): string | null {
      return typeof value === 'string' && value !== '' ? value : null;
    },

    /** What the page knows of a person. */
    describePerson(contact: PageContact): PagePerson {
      const model = this.library().getContactModel(contact);
      return {
        ...this.identity(contact.id),
        name: this.textOr(model.name),
        pushName: this.textOr(model.pushname),
        isBusiness: Boolean(model.isBusiness),
        isMyContact: Boolean(model.isMyContact),
        isBlocked: Boolean(model.isBlocked),
      };
    },

    /** Does an action, and answers for everything that is thrown in it. */
    async attempt<T>(work: () => PageAnswer<T> | Promise<PageAnswer<T>>): Promise<PageAnswer<T>> {
      if (!this.isConnected()) return this.refuse('not-connected');
      try {
        return await work();
      } catch (error) {
        return this.failure(error, this.begun);
      }
    },

    isConnected(): boolean {
      return Boolean(
        window.require && window.WWebJS && this.load('WAWebSocketModel').Socket.state === 'CONNECTED',
      );
    },

    /** The text of an id, without the part that names one of a person's devices. */
    idOf(id: Wid | string | null | undefined): string {
      const text = typeof id === 'string' ? id : (id?._serialized ?? id?.$1 ?? '');
      return text.replace(/:\d+@/, '@');
    },

    /** A message's id as it is. */
    keyOf(id: Wid): string {
      return id._serialized ?? id.$1 ?? '';
    },

    wid(id: string): Wid {
      return this.load('WAWebWidFactory').createWid(id);
    },

    isLid(id: Wid | string): boolean {
      return this.idOf(id).endsWith('@lid');
    },

    /** Both ids of a person, as far as the page knows them. */
    identity(id: Wid | string): PageIdentity {
      const wid = typeof id === 'string' ? this.wid(id) : id;
      const { getPhoneNumber, getCurrentLid } = this.load('WAWebApiContact');
      const isLid = this.isLid(wid);
      const other = isLid ? getPhoneNumber(wid) : getCurrentLid(wid);
      const [own, found] = [this.idOf(wid), other ? this.idOf(other) : null];
      return isLid ? { pn: found, lid: own } : { pn: own, lid: found };
    },

    /** The phone's own ids. */
    me(): string[] {
      const { getMaybeMePnUser, getMaybeMeLidUser } = this.load('WAWebUserPrefsMeUser');
      return [getMaybeMePnUser(), getMaybeMeLidUser()].flatMap((wid) => (wid ? [this.idOf(wid)] : []));
    },

    /** From memory, else from the page's storage. */
    async message(...ids: string[]): Promise<PageMessage | undefined> {
      const { Msg } = this.load('WAWebCollections');
      const held = ids.map((id) => Msg.get(id)).find(Boolean);
      return held ?? (await Msg.getMessagesById(ids))?.messages?.find(Boolean);
    },

    /** A chat that is there, or that can be begun. */
    async chat(chatId: string): Promise<PageChat | null> {
      const known = /@newsletter$/.test(chatId)
        ? undefined
        : this.load('WAWebCollections').Chat.get(this.wid(chatId));
      return known ?? (await this.library().getChat(chatId, { getAsModel: false })) ?? null;
    },

    /** A chat that is there, by whichever of a person's ids. */
    knownChat(chatId: string): PageChat | null {
      const { Chat, WAWebNewsletterCollection } = this.load('WAWebCollections');
      if (/@newsletter$/.test(chatId)) return WAWebNewsletterCollection?.get(chatId) ?? null;
      const wid = this.wid(chatId);
      const chat = Chat.get(wid);
      if (chat || /@g\.us$/.test(chatId)) return chat ?? null;
      const { pn, lid } = this.identity(wid);
      const other = this.isLid(wid) ? pn : lid;
      return (other && Chat.get(this.wid(other))) || null;
    },

    participants(chat: PageChat): PageParticipant[] {
      const list = chat.groupMetadata?.participants;
      return Array.isArray(list) ? list : (list?.getModelsArray?.() ?? []);
    },

    /** The phone's own part in a group; undefined when it has none, null when the page does not know who is in. */
    ownPart(chat: PageChat): PageParticipant | undefined | null {
      const list = this.participants(chat);
      if (list.length === 0) return null;
      const me = this.me();
      return list.find(({ id }) => me.includes(this.idOf(id)));
    },

    /** The first chat that fits, as WhatsApp's server knows it now. */
    async group(chatId: string): Promise<PageChat | null> {
      const chat = this.load('WAWebCollections').Chat.get(this.wid(chatId));
      if (!chat?.groupMetadata) return null;
      await this.load('WAWebGroupQueryJob').queryAndUpdateGroupMetadataById({ id: chatId });
      return chat;
    },

    /** Settles with `late` when the work has not settled by then; what it does afterwards is nobody's business. */
    async within<T, L>(ms: number, work: Promise<T>, late: L): Promise<T | L> {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = new Promise<L>((resolve) => (timer = setTimeout(() => resolve(late), ms)));
      work.catch(() => undefined); // it may fail when nobody waits for it any more
      try {
        return await Promise.race([work, end]);
      } finally {
        clearTimeout(timer);
      }
    },

    pause(ms: number): Promise<void> {
      return new Promise((resolve) => setTimeout(resolve, ms));
    },

    worded(error: unknown): string {
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return text.slice(0, 300);
    },

    /** Null for what WhatsApp's server does not tell. */
    async orRefused<T>(work: Promise<T>): Promise<T | null> {
      try {
        return await work;
      } catch (error) {
        if (this.failure(error, false).kind === 'declined') return null;
        throw error;
      }
    },

    /** A refusal of WhatsApp's server is certain; what else is thrown is as uncertain as the moment in which it is. */
    failure(
      error: unknown,
      begun: boolean,
    ): { kind: 'declined'; status: number } | { kind: 'fault'; begun: boolean; detail: string } {
      const { name, statusCode, status } = Object(error) as Record<string, unknown>;
      const code = Number(statusCode ?? status);
      if (name === 'ServerStatusCodeError' && code >= 400 && code < 500)
        return { kind: 'declined', status: code };
      return { kind: 'fault', begun, detail: this.worded(error) };
    },
  };
}

export type Kit = ReturnType<typeof makeKit>;

/**
 * A function of the page together with the kit that it uses, and with one of its own if it needs one, as one
 * function that puppeteer can send there.
 */
export function withKit<A, R>(work: (arg: A, kit: Kit) => R): (arg: A) => R;
export function withKit<A, R, Own>(
  work: (arg: A, kit: Kit, own: Own) => R,
  makeOwn: (kit: Kit) => Own,
): (arg: A) => R;
export function withKit<A>(
  work: (arg: A, kit: Kit, own: never) => unknown,
  makeOwn?: (kit: Kit) => unknown,
): (arg: A) => unknown {
  const own = makeOwn ? `(${String(makeOwn)})(kit)` : 'undefined';
  const source = `const kit = (${String(makeKit)})(); return (${String(work)})(arg, kit, ${own})`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text of functions of this folder, for the page
  return new Function('arg', source) as (arg: A) => unknown;
}

/** An action of the page: whatever happens in it is answered for. */
export function pageAction<A, T>(
  work: (arg: A, kit: Kit) => PageAnswer<T> | Promise<PageAnswer<T>>,
): (arg: A) => Promise<PageAnswer<T>>;
export function pageAction<A, T, Own>(
  work: (arg: A, kit: Kit, own: Own) => PageAnswer<T> | Promise<PageAnswer<T>>,
  makeOwn: (kit: Kit) => Own,
): (arg: A) => Promise<PageAnswer<T>>;
export function pageAction<A, T>(
  work: (arg: A, kit: Kit, own: never) => PageAnswer<T> | Promise<PageAnswer<T>>,
  makeOwn?: (kit: Kit) => unknown,
): (arg: A) => Promise<PageAnswer<T>> {
  const call = `(${String(work)})(arg, kit, ${makeOwn ? `(${String(makeOwn)})(kit)` : 'undefined'})`;
  const source = `const kit = (${String(makeKit)})(); return kit.attempt(() => ${call})`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text of functions of this folder, for the page
  return new Function('arg', source) as (arg: A) => Promise<PageAnswer<T>>;
}
