import { hash, verify, type Algorithm } from '@node-rs/argon2';
import { CodedError } from '@watertight/core';

/** The package's enum exists for the compiler alone. */
const ARGON2ID = 2 as Algorithm;
/** Argon2id with what OWASP asks at the least: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes 19 MiB and a thread for some twenty milliseconds. */
const AT_ONCE = 16;

/** Hashes of passwords, in the PHC form; never of more at once than this process can bear. */
export interface Passwords {
  /** @throws CodedError OVERLOADED */
  hash(password: string): Promise<string>;
  /** `hash` null, of nobody, takes as long as a wrong password. @throws CodedError OVERLOADED */
  matches(password: string, hash: string | null): Promise<boolean>;
}

export function createPasswords(): Passwords {
  let running = 0;
  let ofNobody: Promise<string> | undefined;

  const bounded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) throw new CodedError('OVERLOADED');
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  };

  return {
    hash: (password) => bounded(() => hash(password, OPTIONS)),
    matches: (password, known) =>
      bounded(async () => {
        ofNobody ??= hash('nobody has this password', OPTIONS);
        const isRight = await verify(known ?? (await ofNobody), password);
        return isRight && known !== null;
      }),
  };
}
