/**
 * Rules that a memory store can be told to break, each the mistake that somebody could make in the SQL. A test of
 * the rules is worth something only when it notices each of them.
 */
export const MUTANTS = {
  'claim-ignores-unconfirmed': 'a chat goes on while an earlier message of it awaits evidence',
  'claim-ignores-sending': 'a chat goes on while an earlier message of it is being sent',
  'claim-ignores-backoff': 'a chat goes on while an earlier message of it waits for its next attempt',
  'claim-takes-whole-chats': 'several messages of one chat are claimed at once',
  'claim-newest-first': 'a lane is claimed from its end',
  'claim-leaves-queued': 'a claim is answered but not recorded',
  'writes-ignore-lease': 'an owner whose lease is gone still claims and settles',
  'lease-given-twice': 'a lane is given away while its lease lives',
  'epoch-stays': 'an epoch does not grow when a lane changes hands',
  'keys-not-unique': 'an idempotency key lets a second message through',
  'accept-forgets': 'an accept is answered but not committed',
  'blind-resend': 'an uncertain message is queued again without evidence',
  'settle-forgets-attempts': 'the end of an attempt is not recorded',
  'orphans-stay': 'what dead owners left half done is never found',
  'receipts-forgotten': 'what a provider says is acknowledged and thrown away',
  'inbound-twice': 'an inbound message is stored each time it is told',
} as const;

export type Mutant = keyof typeof MUTANTS;
