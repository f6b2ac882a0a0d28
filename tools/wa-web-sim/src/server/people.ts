/** Who is who: how the simulated WhatsApp addresses a person. */
export interface People {
  /** The wid under which pages see this person. */
  addressOf(digits: string): string;
}

export function createPeople(): People {
  return { addressOf: (digits) => `${digits}@c.us` };
}
