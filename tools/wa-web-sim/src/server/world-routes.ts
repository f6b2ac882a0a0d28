import type { FastifyInstance } from 'fastify';
import { type GroupSetting, StatusError } from './groups.ts';
import { keepPicture } from './people.ts';
import type { MediaStore } from './media.ts';
import type { World } from './world.ts';
import * as schema from './world-schemas.ts';

export interface WorldRouteDeps {
  world: World;
  media: MediaStore;
  onChange: () => void;
}

interface ContactBody {
  phone?: string;
  number: string;
  name?: string;
  pushName?: string;
  about?: string;
  business?: boolean;
  blocked?: boolean;
  /** A data URL, or null to take it away. */
  picture?: string | null;
}

function peopleRoutes(app: FastifyInstance, { world, onChange }: WorldRouteDeps): void {
  const { people, chats } = world;

  app.post<{ Body: ContactBody }>('/sim/contacts', { schema: { body: schema.contact } }, async (request) => {
    const { phone, number, name, blocked, picture, ...facts } = request.body;
    people.describe(number, facts);
    if (picture !== undefined) await people.setPicture(number, picture ?? undefined);
    if (phone !== undefined) {
      const noted = { ...(name !== undefined && { name }), ...(blocked !== undefined && { blocked }) };
      people.note(phone, number, noted);
      world.tell(phone, { kind: 'contact', contact: people.contact(phone, number) });
    }
    onChange();
    return people.contact(phone ?? '', number);
  });

  app.get<{ Querystring: { phone: string } }>(
    '/sim/contacts',
    { schema: { querystring: schema.ofPhone } },
    (request) => ({ contacts: people.contacts(request.query.phone) }),
  );

  app.get<{ Querystring: { phone: string } }>(
    '/sim/presence',
    { schema: { querystring: schema.ofPhone } },
    (request) => chats.presence(request.query.phone),
  );

  app.get<{ Querystring: { phone: string } }>(
    '/sim/chats',
    { schema: { querystring: schema.ofPhone } },
    (request) => ({ chats: Object.fromEntries(chats.flags(request.query.phone)) }),
  );

  app.post<{ Body: { phone: string; name: string; hexColor?: string } }>(
    '/sim/labels',
    { schema: { body: schema.label } },
    (request) => {
      const { phone, name, hexColor = '#00A884' } = request.body;
      const label = chats.addLabel(phone, name, hexColor);
      world.tell(phone, { kind: 'label', label });
      onChange();
      return label;
    },
  );
}

interface GroupBody extends Partial<Record<GroupSetting, boolean>> {
  id?: string;
  subject: string;
  description?: string;
  owner: string;
  admins?: string[];
  members?: string[];
}

interface GroupChange {
  by: string;
  add?: string[];
  remove?: string[];
  promote?: string[];
  demote?: string[];
  join?: boolean;
  leave?: boolean;
  subject?: string;
  description?: string;
  announce?: boolean;
  restrict?: boolean;
  adminsAdd?: boolean;
  joinApproval?: boolean;
  picture?: string | null;
}

const asGroup = (id: string): string => `${id.replace(/@g\.us$/, '')}@g.us`;

function groupRoutes(app: FastifyInstance, { world, media }: WorldRouteDeps): void {
  const { groups } = world;
  const settings = ['announce', 'restrict', 'adminsAdd', 'joinApproval'] as const;

  async function apply(id: string, change: GroupChange): Promise<void> {
    const { by, add, remove, promote, demote, join, leave, subject, description, picture } = change;
    if (join) groups.join(id, by);
    if (add) groups.add(id, by, add);
    if (remove) groups.remove(id, by, remove);
    if (promote) groups.setAdmin(id, by, promote, true);
    if (demote) groups.setAdmin(id, by, demote, false);
    if (subject !== undefined) groups.setText(id, by, 'subject', subject);
    if (description !== undefined) groups.setText(id, by, 'description', description);
    for (const setting of settings) {
      const value = change[setting];
      if (value !== undefined) groups.setSetting(id, by, setting, value);
    }
    if (picture !== undefined)
      groups.setPicture(id, by, picture === null ? undefined : await keepPicture(media, picture));
    if (leave) groups.leave(id, by);
  }

  app.get('/sim/groups', () => ({ groups: groups.all() }));

  app.post<{ Body: GroupBody }>('/sim/groups', { schema: { body: schema.group } }, (request) => {
    const { id, ...group } = request.body;
    return groups.create({ ...group, ...(id !== undefined && { id: asGroup(id) }) });
  });

  app.get<{ Params: { id: string } }>('/sim/groups/:id', (request) =>
    groups.known(asGroup(request.params.id)),
  );

  app.post<{ Params: { id: string }; Body: GroupChange }>(
    '/sim/groups/:id',
    { schema: { body: schema.groupChange } },
    async (request) => {
      const id = asGroup(request.params.id);
      groups.known(id);
      await apply(id, request.body);
      return groups.known(id);
    },
  );
}

interface ChannelBody {
  id?: string;
  name: string;
  description?: string;
  owner?: string;
  subscribers?: string[];
}

function channelRoutes(app: FastifyInstance, { world, onChange }: WorldRouteDeps): void {
  const { channels } = world;

  app.get('/sim/channels', () => ({ channels: channels.all() }));

  app.post<{ Body: ChannelBody }>('/sim/channels', { schema: { body: schema.channel } }, (request) => {
    const { id, ...rest } = request.body;
    const channel = channels.create({
      ...rest,
      ...(id !== undefined && { id: `${id.replace(/@newsletter$/, '')}@newsletter` }),
    });
    for (const phone of new Set([channel.owner, ...channel.subscribers]))
      world.tell(phone, { kind: 'channel', channel: world.channelView(channel, phone) });
    onChange();
    return channel;
  });
}

/** Answers WhatsApp's own refusals as errors of the control API. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof StatusError && error.code < 600 ? error.code : undefined;
}

/** Prepares the world around the messages and changes it from outside. */
export function addWorldRoutes(app: FastifyInstance, deps: WorldRouteDeps): void {
  peopleRoutes(app, deps);
  groupRoutes(app, deps);
  channelRoutes(app, deps);
}
