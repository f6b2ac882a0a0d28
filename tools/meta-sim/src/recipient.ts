const PUNCTUATION = /[\s()+.-]/g;
const PHONE_NUMBER = /^\d{5,20}$/;

/** The digits of a phone number written in any usual way (`+49 151 2345`), or undefined when it is none. */
export function phoneDigits(written: string): string | undefined {
  const digits = written.replace(PUNCTUATION, '');
  return PHONE_NUMBER.test(digits) ? digits : undefined;
}

/** How the ledger and the fault rules write a recipient: digits for a phone number, everything else as it is. */
export function recipientKey(written: string): string {
  return phoneDigits(written) ?? written;
}
