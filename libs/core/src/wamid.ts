/**
 * Our message ids as the Cloud API's clients know them: `wamid.01J…` for `msg_01J…`. One message has one such id, in
 * the facade's answers and in webhooks of the format cloud-api, and everywhere it can be given back.
 */
const PREFIX = 'wamid.';
const OURS = /^(?:wamid\.|msg_)([0-9A-HJKMNP-TV-Z]{26})$/;

/** What is no id of ours stays as it is. */
export const wamidOf = (messageId: string): string =>
  OURS.test(messageId) ? `${PREFIX}${messageId.slice(-26)}` : messageId;

/** Our id, from either form of it; null for what is none: an id of WhatsApp's own, say. */
export function messageIdOfWamid(text: string): string | null {
  const ulid = OURS.exec(text)?.[1];
  return ulid === undefined ? null : `msg_${ulid}`;
}
