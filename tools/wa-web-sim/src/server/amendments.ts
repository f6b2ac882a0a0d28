import { AMENDMENTS, type WireMessage, type WireReaction, type WireVote } from '../protocol.ts';
import { address } from './content.ts';
import type { Device } from './devices.ts';

export const isAmendment = (message: WireMessage): boolean => AMENDMENTS.includes(message.type);

/** Serialized key of the message that this one changes. */
export function targetOf({ type, data = {} }: WireMessage): string {
  const name =
    type === 'reaction'
      ? 'reactionParentKey'
      : type === 'poll_update'
        ? 'pollUpdateParentKey'
        : 'protocolMessageKey';
  return address(data[name]) ?? '';
}

/** The part of a serialized key that newId() minted. */
export const mintedPart = (key: string): string => key.split('_')[2] ?? key;

/** Empty when a reaction is taken back. */
export function emojiOf({ data = {} }: WireMessage): string {
  const { reactionText } = data;
  return typeof reactionText === 'string' ? reactionText : '';
}

const PEOPLE_MAX = 1_000;

/** Each person has one reaction and one vote; a new one takes the old one's place, an empty one removes it. */
function replaceOwn<T extends { sender: string }>(all: T[] = [], one: T, isEmpty: boolean): T[] {
  const others = all.filter(({ sender }) => sender !== one.sender);
  return (isEmpty ? others : [...others, one]).slice(-PEOPLE_MAX);
}

const senderOf = (amendment: WireMessage, me: string): string =>
  amendment.fromMe ? me : (amendment.participant ?? amendment.chat);

function react(target: WireMessage, amendment: WireMessage, me: string): void {
  const emoji = emojiOf(amendment);
  const at = Number(amendment.data?.['reactionTimestamp'] ?? amendment.t * 1000);
  const reaction: WireReaction = { id: amendment.id, sender: senderOf(amendment, me), emoji, at };
  target.reactions = replaceOwn(target.reactions, reaction, emoji === '');
}

function vote(target: WireMessage, amendment: WireMessage, me: string): void {
  const options = amendment.data?.['selectedOptionLocalIds'];
  const chosen = Array.isArray(options) ? options.map(Number) : [];
  const at = Number(amendment.data?.['senderTimestampMs'] ?? amendment.t * 1000);
  const one: WireVote = { id: amendment.id, sender: senderOf(amendment, me), options: chosen, at };
  target.votes = replaceOwn(target.votes, one, false);
}

function edit(target: WireMessage, amendment: WireMessage): void {
  const { data = {}, body } = amendment;
  const isMedia = target.data?.['directPath'] !== undefined;
  if (!isMedia) target.body = body;
  target.data = {
    ...target.data,
    ...(isMedia && { caption: body }),
    latestEditMsgKey: { $key: amendment.id },
    latestEditSenderTimestampMs: data['latestEditSenderTimestampMs'] ?? amendment.t * 1000,
  };
}

function revoke(target: WireMessage, amendment: WireMessage): void {
  target.type = 'revoked';
  target.body = '';
  target.data = { protocolMessageKey: { $key: target.id }, subtype: amendment.data?.['subtype'] };
  delete target.reactions;
  delete target.votes;
}

/** Changes the message that `amendment` is about in what this device remembers, as far as it remembers it. */
export function amend(device: Device, amendment: WireMessage): void {
  const target = device.history.get(targetOf(amendment));
  if (!target) return;
  const me = `${device.phone}@c.us`;
  if (amendment.type === 'reaction') react(target, amendment, me);
  else if (amendment.type === 'poll_update') vote(target, amendment, me);
  else if (amendment.data?.['protocolType'] === 'message_edit') edit(target, amendment);
  else if (amendment.data?.['protocolType'] === 'revoke') revoke(target, amendment);
  else if (amendment.data?.['protocolType'] === 'delete_for_me') device.history.delete(target.id);
}
