import type { Secret } from '@watertight/service';
import type { Credentials } from './credentials.ts';
import { fieldsIn, isFields } from './json.ts';
import { phoneNumberIdOf } from './receive.ts';
import { isSignedWith } from './signature.ts';

/** What of a webhook its signature vouches for: all of it, the changes of some phones only, or nothing (null). */
export type Believed = { body: Buffer; foreignChanges: number } | null;

export interface TrustDeps {
  /** Of the operator: vouches for every phone. */
  appSecret: Secret | undefined;
  credentials: Pick<Credentials, 'appSecrets'>;
}

/**
 * Judges a signature. A phone's own app secret is known to its company, and one company must not speak for
 * another's phones: what such a secret signed is believed for the phones that carry it, and changes that name
 * other phones are taken out. `body` is `raw` parsed, undefined when it is no JSON.
 */
export async function believe(
  raw: Buffer,
  body: unknown,
  signature: Buffer,
  { appSecret, credentials }: TrustDeps,
): Promise<Believed> {
  if (appSecret && isSignedWith(appSecret.reveal(), raw, signature)) return { body: raw, foreignChanges: 0 };
  const named = phonesNamedIn(body);
  if (named.length === 0) return null;
  const secrets = await credentials.appSecrets(named);
  const signer = [...new Set(secrets.values())].find((secret) => isSignedWith(secret, raw, signature));
  if (signer === undefined) return null;
  const isVouchedFor = (phoneNumberId: string) => secrets.get(phoneNumberId) === signer;
  if (named.every(isVouchedFor)) return { body: raw, foreignChanges: 0 };
  return without(body, isVouchedFor);
}

function phonesNamedIn(body: unknown): string[] {
  if (!isFields(body)) return [];
  const ids = fieldsIn(body.entry)
    .flatMap((entry) => fieldsIn(entry.changes))
    .flatMap((change) => phoneNumberIdOf(change.value) ?? []);
  return [...new Set(ids)];
}

function without(body: unknown, isVouchedFor: (phoneNumberId: string) => boolean): Believed {
  if (!isFields(body)) return null;
  let foreignChanges = 0;
  const entry = fieldsIn(body.entry).map((part) => {
    const changes = fieldsIn(part.changes);
    const own = changes.filter((change) => isVouchedFor(phoneNumberIdOf(change.value) ?? ''));
    foreignChanges += changes.length - own.length;
    return { ...part, changes: own };
  });
  return { body: Buffer.from(JSON.stringify({ ...body, entry })), foreignChanges };
}
