import { randomBytes, randomInt } from 'node:crypto';

/** A page that shows a QR code and waits for its owner. */
export interface WaitingPage {
  /** What the page adds to a ref to make the QR string: its public keys, starting with a comma. */
  qrTail: string;
  showRef(ref: string): void;
  /** There are no more refs until the page asks again. */
  goIdle(): void;
  /** The owner's phone accepted this page. */
  accept(phone: string, pushName: string, business: boolean): { deviceId: string };
}

interface Waiting {
  page: WaitingPage;
  ref: string;
  expiresAt: number;
  timer: NodeJS.Timeout;
  /** Refs shown so far. */
  rounds: number;
  code?: { code: string; phone: string; expiresAt: number };
}

export interface WaitingQr {
  qr: string;
  ref: string;
  expiresAt: string;
  pairingCode?: string;
}

export interface Pairing {
  /** Shows the page a first ref and a new one whenever the last expired, until `close`. */
  open(page: WaitingPage): void;
  close(page: WaitingPage): void;
  /** Gives the page a code that `phone` may type instead of scanning. */
  mintCode(page: WaitingPage, phone: string): string;
  waiting(): WaitingQr[];
  /** undefined when no page shows exactly this QR string now. */
  scan(qr: string, phone: string, pushName: string, business?: boolean): { deviceId: string } | undefined;
  /** undefined when this code was not minted for this phone or has gone. */
  enterCode(
    code: string,
    phone: string,
    pushName: string,
    business?: boolean,
  ): { deviceId: string } | undefined;
  stop(): void;
}

// WhatsApp's codes leave out the letters and digits that are easily confused.
const CODE_LETTERS = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

const mint = (): string =>
  Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');

export interface PairingTimes {
  qrLifetimeMs: number;
  /** 0 is for ever. */
  qrRounds: number;
  codeLifetimeMs: number;
}

export function createPairing(times: () => PairingTimes): Pairing {
  const pages = new Map<WaitingPage, Waiting>();

  function nextRef(page: WaitingPage): void {
    const before = pages.get(page);
    const { qrLifetimeMs: lifetime, qrRounds } = times();
    const rounds = (before?.rounds ?? 0) + 1;
    if (qrRounds > 0 && rounds > qrRounds) {
      if (before) pages.set(page, { ...before, ref: '' });
      page.goIdle();
      return;
    }
    const ref = `2@${randomBytes(96).toString('base64')}`;
    const timer = setTimeout(() => nextRef(page), lifetime);
    pages.set(page, { ...before, page, rounds, ref, expiresAt: Date.now() + lifetime, timer });
    page.showRef(ref);
  }

  function close(page: WaitingPage): void {
    clearTimeout(pages.get(page)?.timer);
    pages.delete(page);
  }

  function acceptFirst(
    fits: (waiting: Waiting) => boolean,
    phone: string,
    pushName: string,
    business: boolean,
  ) {
    for (const waiting of pages.values()) {
      if (!fits(waiting)) continue;
      close(waiting.page);
      return waiting.page.accept(phone, pushName, business);
    }
    return undefined;
  }

  return {
    open: nextRef,
    close,
    mintCode(page, phone) {
      const waiting = pages.get(page);
      if (!waiting) throw new Error('This page is not being paired.');
      waiting.code = { code: mint(), phone, expiresAt: Date.now() + times().codeLifetimeMs };
      return waiting.code.code;
    },
    waiting: () =>
      [...pages.values()]
        .filter(({ ref }) => ref !== '')
        .map(({ page, ref, expiresAt, code }) => ({
          qr: ref + page.qrTail,
          ref,
          expiresAt: new Date(expiresAt).toISOString(),
          ...(code && { pairingCode: code.code }),
        })),
    scan: (qr, phone, pushName, business = false) =>
      acceptFirst(({ ref, page }) => ref !== '' && ref + page.qrTail === qr, phone, pushName, business),
    enterCode: (code, phone, pushName, business = false) =>
      acceptFirst(
        (waiting) =>
          waiting.code?.code === code && waiting.code.phone === phone && waiting.code.expiresAt > Date.now(),
        phone,
        pushName,
        business,
      ),
    stop() {
      for (const page of [...pages.keys()]) close(page);
    },
  };
}
