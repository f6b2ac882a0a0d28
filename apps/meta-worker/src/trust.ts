import type { Secret } from '@watertight/service';
import type { WabaSecret } from '@watertight/store';
import type { Credentials } from './credentials.ts';
import { fieldsIn, isFields, type Fields } from './json.ts';
import { phoneNumberIdOf } from './receive/untold.ts';
import { idText } from './receive/values.ts';
import { isSignedWith } from './signature.ts';

/** What of a webhook its signature vouches for; null: nothing. */
export type Believed = { parts: BelievedPart[]; foreignChanges: number } | null;

export interface BelievedPart {
  body: Buffer;
  /** The phone whose secret vouches for it, for what it says of accounts; null: the operator's, or it names phones. */
  phoneId: string | null;
}

export interface TrustDeps {
  /** Of the operator: vouches for every phone and account. */
  appSecret: Secret | undefined;
  credentials: Pick<Credentials, 'appSecrets' | 'wabaSecrets'>;
}

interface Change {
  fields: Fields;
  phoneNumberId: string | null;
  wabaId: string | null;
}

/**
 * Judges a signature. A phone's own app secret is known to its company, and one company must not speak for
 * another's phones: what such a secret signed is believed for the phones that carry it, and of accounts in which
 * such a phone is, for its company alone. Changes of others are taken out. `body` is `raw` parsed, undefined when it
 * is no JSON.
 */
export async function believe(
  raw: Buffer,
  body: unknown,
  signature: Buffer,
  { appSecret, credentials }: TrustDeps,
): Promise<Believed> {
  const whole = { parts: [{ body: raw, phoneId: null }], foreignChanges: 0 };
  if (appSecret && isSignedWith(appSecret.reveal(), raw, signature)) return whole;
  const changes = changesIn(body);
  const [ofPhones, ofAccounts] = await Promise.all([
    credentials.appSecrets(different(changes, ({ phoneNumberId }) => phoneNumberId)),
    credentials.wabaSecrets(different(changes, ({ wabaId }) => wabaId)),
  ]);
  const secrets = new Set([...ofPhones.values(), ...ofAccounts.map((one) => one.appSecret)]);
  const signer = [...secrets].find((secret) => isSignedWith(secret, raw, signature));
  if (signer === undefined) return null;
  const isOwn = ({ phoneNumberId }: Change) =>
    phoneNumberId !== null && ofPhones.get(phoneNumberId) === signer;
  if (changes.every(isOwn)) return whole;
  return taken(
    body as Fields,
    changes,
    isOwn,
    ofAccounts.filter((one) => one.appSecret === signer),
  );
}

function changesIn(body: unknown): Change[] {
  if (!isFields(body)) return [];
  return fieldsIn(body.entry).flatMap((entry) =>
    fieldsIn(entry.changes).map((fields) => {
      const phoneNumberId = phoneNumberIdOf(fields.value);
      return { fields, phoneNumberId, wabaId: phoneNumberId === null ? idText(entry.id) : null };
    }),
  );
}

const different = (changes: Change[], of: (change: Change) => string | null): string[] => [
  ...new Set(changes.flatMap((change) => of(change) ?? [])),
];

/** What is vouched for, apart: the changes of phones, and those of accounts for each company that may hear them. */
function taken(
  body: Fields,
  changes: Change[],
  isOwn: (change: Change) => boolean,
  speakers: WabaSecret[],
): Believed {
  const own = changes.filter(isOwn);
  const kept = new Set(own);
  const parts: BelievedPart[] = own.length > 0 ? [{ body: without(body, own), phoneId: null }] : [];
  for (const { phoneId, wabaIds } of oneOfEachCompany(speakers)) {
    const theirs = changes.filter(({ wabaId }) => wabaId !== null && wabaIds.has(wabaId));
    if (theirs.length > 0) parts.push({ body: without(body, theirs), phoneId });
    for (const change of theirs) kept.add(change);
  }
  return { parts, foreignChanges: changes.length - kept.size };
}

function oneOfEachCompany(speakers: WabaSecret[]): { phoneId: string; wabaIds: Set<string> }[] {
  const companies = new Map<string, { phoneId: string; wabaIds: Set<string> }>();
  for (const { companyId, phoneId, wabaId } of speakers) {
    const company = companies.get(companyId) ?? { phoneId, wabaIds: new Set() };
    company.wabaIds.add(wabaId);
    companies.set(companyId, company);
  }
  return [...companies.values()];
}

function without(body: Fields, kept: Change[]): Buffer {
  const fields = new Set(kept.map((change) => change.fields));
  const entry = fieldsIn(body.entry)
    .map((part) => ({ ...part, changes: fieldsIn(part.changes).filter((change) => fields.has(change)) }))
    .filter(({ changes }) => changes.length > 0);
  return Buffer.from(JSON.stringify({ ...body, entry }));
}
