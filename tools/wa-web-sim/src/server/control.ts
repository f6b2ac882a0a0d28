import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Actions } from './actions.ts';
import type { BehaviourBook, BehaviourChange } from './behaviour.ts';
import type { Device, Devices } from './devices.ts';
import { asCiphertext, type Inbound, type InboundMaker, type Sealed } from './inbound.ts';
import * as inboundSchema from './inbound-schema.ts';
import type { Ledger } from './ledger.ts';
import type { MediaStore } from './media.ts';
import type { Pages } from './pages.ts';
import type { Pairing } from './pairing.ts';
import type { Relay } from './relay.ts';
import type { WireMessage } from '../protocol.ts';
import type { World } from './world.ts';
import { addWorldRoutes, statusOf } from './world-routes.ts';
import * as schema from './schemas.ts';

export interface ControlDeps {
  devices: Devices;
  ledger: Ledger;
  actions: Actions;
  media: MediaStore;
  inbound: InboundMaker;
  sealed: Sealed;
  world: World;
  /** Called after something worth keeping changed. */
  onChange: () => void;
  behaviour: BehaviourBook;
  pairing: Pairing;
  relay: Relay;
  pages: Pages;
  spki: string;
}

const publicView = (device: Device) => ({
  id: device.id,
  phone: device.phone,
  pushName: device.pushName,
  linkedAt: device.linkedAt,
  about: device.about,
  connected: device.push !== undefined,
  messages: device.history.size,
  waiting: device.waiting.size,
});

function notFound(reply: FastifyReply, sentence: string) {
  return reply.code(404).send({ error: sentence });
}

interface ScanBody {
  qr?: string;
  code?: string;
  phoneNumber: string;
  business?: boolean;
  pushName?: string;
}

function pairingRoutes(app: FastifyInstance, { pairing, devices }: ControlDeps): void {
  app.get('/sim/qr', () => ({ waiting: pairing.waiting() }));

  app.post<{ Body: ScanBody }>('/sim/scan', { schema: { body: schema.scan } }, (request, reply) => {
    const { qr, code, phoneNumber, pushName = `Phone ${phoneNumber.slice(-4)}`, business } = request.body;
    const linked =
      qr !== undefined
        ? pairing.scan(qr, phoneNumber, pushName, business)
        : pairing.enterCode(code ?? '', phoneNumber, pushName, business);
    if (!linked) return notFound(reply, 'No page shows this QR or pairing code; it may have expired.');
    return { deviceId: linked.deviceId, phone: phoneNumber };
  });

  app.get('/sim/devices', () => ({ devices: devices.all().map(publicView) }));

  app.delete<{ Params: { id: string } }>('/sim/devices/:id', (request, reply) => {
    const device = devices.get(request.params.id);
    if (!device) return notFound(reply, 'No linked device has this id.');
    devices.unlink(device);
    return { unlinked: device.id };
  });
}

/** The numbers in a query that Fastify leaves as text. */
function withNumbers<T extends { after?: string; limit?: string }>({ after, limit, ...exact }: T) {
  return {
    ...exact,
    ...(after !== undefined && { after: Number(after) }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

type LedgerQuery = Partial<Record<'phone' | 'to' | 'key' | 'text' | 'type' | 'after' | 'limit', string>>;

function ledgerRoutes(app: FastifyInstance, { ledger, media }: ControlDeps): void {
  app.get<{ Querystring: LedgerQuery }>(
    '/sim/ledger',
    { schema: { querystring: schema.ledgerQuery } },
    (request) => {
      const messages = ledger.find(withNumbers(request.query));
      return { messages, total: ledger.size(), dropped: ledger.dropped() };
    },
  );

  app.delete('/sim/ledger', () => {
    ledger.clear();
    return { total: 0 };
  });

  app.get<{ Params: { seq: string } }>(
    '/sim/ledger/:seq/media',
    { schema: { params: schema.ledgerSeq } },
    async (request, reply) => {
      const facts = ledger.at(Number(request.params.seq))?.media;
      const bytes = facts?.sha256 === undefined ? undefined : await media.bytes(facts.sha256);
      if (!facts || !bytes) return notFound(reply, 'No media is kept of this ledger entry.');
      return reply.type(facts.mimetype ?? 'application/octet-stream').send(bytes);
    },
  );
}

type ActionQuery = Partial<Record<'phone' | 'action' | 'chat' | 'after' | 'limit', string>>;

function actionRoutes(app: FastifyInstance, { actions }: ControlDeps): void {
  app.get<{ Querystring: ActionQuery }>(
    '/sim/actions',
    { schema: { querystring: schema.actionQuery } },
    (request) => ({
      actions: actions.find(withNumbers(request.query)),
      total: actions.size(),
      dropped: actions.dropped(),
    }),
  );

  app.delete('/sim/actions', () => {
    actions.clear();
    return { total: 0 };
  });
}

interface CallBody {
  phone: string;
  from: string;
  video?: boolean;
  group?: string;
  id?: string;
}

const NO_BROWSER = 'No browser is linked to this phone.';

function inboundRoutes(app: FastifyInstance, deps: ControlDeps): void {
  const { devices, relay, inbound, sealed, world } = deps;

  function deliver(description: Inbound, message: WireMessage) {
    const { phone, ciphertext } = description;
    if (!ciphertext) return relay.deliver(phone, message);
    const { afterMs, never = false } = ciphertext;
    const delivered = relay.deliver(phone, asCiphertext(message));
    if (afterMs !== undefined) relay.later(afterMs, () => void relay.deliver(phone, message));
    else if (!never) sealed.keep(phone, message);
    return delivered;
  }

  app.post<{ Body: Inbound }>(
    '/sim/inbound',
    {
      schema: { body: inboundSchema.inbound },
      bodyLimit: Math.ceil(inboundSchema.MEDIA_MAX_BYTES * 1.4),
    },
    async (request, reply) => {
      if (devices.ofPhone(request.body.phone).length === 0) return notFound(reply, NO_BROWSER);
      const message = await inbound.messageFrom(request.body);
      const writer = request.body.from;
      if (
        writer !== undefined &&
        request.body.group === undefined &&
        world.people.isBlocked(request.body.phone, writer)
      )
        return { id: message.id, key: message.key, devices: 0, connected: 0, blocked: true };
      const delivered = deliver(request.body, message);
      if (delivered && message.fromMe) relay.acknowledge(request.body.phone, message.id);
      return delivered ?? notFound(reply, NO_BROWSER);
    },
  );

  app.post<{ Body: CallBody }>('/sim/calls', { schema: { body: inboundSchema.call } }, (request, reply) => {
    const { phone, from, video: isVideo = false, group, id = randomUUID() } = request.body;
    const receivers = devices.ofPhone(phone);
    if (receivers.length === 0) return notFound(reply, NO_BROWSER);
    const peer = group === undefined ? world.people.addressOf(from) : `${group.replace(/@g\.us$/, '')}@g.us`;
    const call = { id, peer, isVideo, isGroup: group !== undefined, at: Math.floor(Date.now() / 1000) };
    const reached = receivers.filter((device) => device.push?.({ kind: 'call', call }));
    return { id, devices: receivers.length, connected: reached.length };
  });
}

function behaviourRoutes(app: FastifyInstance, { behaviour, pages }: ControlDeps): void {
  app.get('/sim/behaviour', () => behaviour.current());

  app.put<{ Body: BehaviourChange }>(
    '/sim/behaviour',
    { schema: { body: schema.behaviour } },
    async (request) => {
      for (const [phone, strikes] of behaviour.change(request.body)) {
        await pages.faultsChanged(phone);
        pages.strike(phone, strikes);
      }
      return behaviour.current();
    },
  );

  app.delete('/sim/behaviour', async () => {
    const phones = Object.keys(behaviour.current().faults);
    behaviour.reset();
    await Promise.all(phones.map((phone) => pages.faultsChanged(phone)));
    return behaviour.current();
  });
}

/** The control API under /sim/ and the health check. Errors are `{ error: sentence }`. */
export function addControl(app: FastifyInstance, deps: ControlDeps): void {
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? statusOf(error) ?? 500;
    return reply.code(status).send({ error: error.message });
  });
  app.setNotFoundHandler((request, reply) =>
    notFound(reply, `The simulator has no ${request.method} ${request.url}.`),
  );

  app.get('/health', () => ({ status: 'ok', pages: deps.pages.count() }));
  app.get('/sim/certificate', () => ({ spki: deps.spki }));
  pairingRoutes(app, deps);
  ledgerRoutes(app, deps);
  actionRoutes(app, deps);
  inboundRoutes(app, deps);
  behaviourRoutes(app, deps);
  addWorldRoutes(app, deps);
}
