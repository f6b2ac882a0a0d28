import type { WireMessage } from '../protocol.ts';

/** What a ledger entry tells of a message beyond its text; only the fields of its kind are there. */
export interface Content {
  media?: MediaFacts;
  location?: { latitude: number; longitude: number; description?: string; url?: string };
  /** The cards' texts. */
  vcards?: string[];
  poll?: { name: string; options: string[]; multiple: boolean };
  vote?: { poll: string; options: string[] };
  event?: { name: string; description?: string; startsAt: number; endsAt?: number; canceled: boolean };
  reaction?: { key: string; emoji: string };
  /** Key of the message that this one answers. */
  quoted?: string;
  mentions?: string[];
  groupMentions?: { id: string; subject: string }[];
  forwarded?: { score: number };
  linkPreview?: { title: string; description?: string; url?: string };
  groupInvite?: { group: string; code: string };
}

export interface MediaFacts {
  /** Address of the bytes under which the page sent them. */
  directPath: string;
  mimetype?: string;
  filename?: string;
  /** Hex, of the bytes as sent. */
  sha256?: string;
  size?: number;
  caption?: string;
  gif: boolean;
  ptt: boolean;
  viewOnce: boolean;
}

type Data = Record<string, unknown>;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const object = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});

/** A wid or key, which the page's codec writes as `{ $wid }` and `{ $key }`. */
export function address(value: unknown): string | undefined {
  const { $wid, $key } = object(value);
  return text(value) ?? text($wid) ?? text($key);
}

/** Leaves out what is undefined, so that a ledger entry has no empty fields. */
function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function mediaOf(type: string, data: Data): MediaFacts | undefined {
  const directPath = text(data['directPath']);
  if (directPath === undefined) return undefined;
  return given({
    directPath,
    mimetype: text(data['mimetype']),
    filename: text(data['filename']),
    size: number(data['size']),
    caption: text(data['caption']),
    gif: data['isGif'] === true,
    ptt: type === 'ptt',
    viewOnce: data['isViewOnce'] === true,
  });
}

function locationOf(data: Data): Content['location'] {
  const [latitude, longitude] = [number(data['lat']), number(data['lng'])];
  if (latitude === undefined || longitude === undefined) return undefined;
  return given({
    latitude,
    longitude,
    description: text(data['loc']),
    url: text(data['clientUrl']),
  });
}

function vcardsOf({ type, body }: WireMessage, data: Data): string[] | undefined {
  if (type === 'vcard') return [body];
  if (type !== 'multi_vcard') return undefined;
  return list(data['vcardList']).map((card) => text(object(card)['vcard']) ?? '');
}

function pollOf(data: Data): Content['poll'] {
  const name = text(data['pollName']);
  if (name === undefined) return undefined;
  return {
    name,
    options: list(data['pollOptions']).map((option) => text(object(option)['name']) ?? ''),
    multiple: data['pollSelectableOptionsCount'] === 0,
  };
}

function eventOf(data: Data): Content['event'] {
  const name = text(data['eventName']);
  if (name === undefined) return undefined;
  return given({
    name,
    description: text(data['eventDescription']),
    startsAt: number(data['eventStartTime']) ?? 0,
    endsAt: number(data['eventEndTime']),
    canceled: data['isEventCanceled'] === true,
  });
}

function mentionsOf(data: Data): string[] | undefined {
  const mentions = list(data['mentionedJidList']).map((wid) => address(wid) ?? '');
  return mentions.length > 0 ? mentions : undefined;
}

function groupMentionsOf(data: Data): Content['groupMentions'] {
  const groups = list(data['groupMentions']).map(object);
  if (groups.length === 0) return undefined;
  return groups.map(({ groupJid, groupSubject }) => ({
    id: address(groupJid) ?? '',
    subject: text(groupSubject) ?? '',
  }));
}

function previewOf(data: Data): Content['linkPreview'] {
  const title = text(data['title']);
  if (data['subtype'] !== 'url' || title === undefined) return undefined;
  return given({
    title,
    description: text(data['description']),
    url: text(data['matchedText']),
  });
}

function inviteOf(data: Data): Content['groupInvite'] {
  const [group, code] = [address(data['inviteGrp']), text(data['inviteCode'])];
  return group === undefined || code === undefined ? undefined : { group, code };
}

/** What the ledger keeps of a message beside its text. */
export function contentOf(message: WireMessage): Content {
  const data = message.data ?? {};
  return given({
    media: mediaOf(message.type, data),
    location: locationOf(data),
    vcards: vcardsOf(message, data),
    poll: pollOf(data),
    event: eventOf(data),
    quoted: text(data['quotedStanzaID']),
    mentions: mentionsOf(data),
    groupMentions: groupMentionsOf(data),
    forwarded: data['isForwarded'] === true ? { score: number(data['forwardingScore']) ?? 1 } : undefined,
    linkPreview: previewOf(data),
    groupInvite: inviteOf(data),
  });
}

/** What a reader of the message would call its text. */
export function textOf({ type, body, data = {} }: WireMessage): string {
  if (text(data['directPath']) !== undefined) return text(data['caption']) ?? '';
  if (type === 'poll_creation') return text(data['pollName']) ?? '';
  if (type === 'event_creation') return text(data['eventName']) ?? '';
  if (type === 'location') return text(data['loc']) ?? '';
  return body;
}
