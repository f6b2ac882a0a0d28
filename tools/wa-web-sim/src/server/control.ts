import type { FastifyInstance, FastifyReply } from 'fastify';
import type { BehaviourBook, BehaviourChange } from './behaviour.ts';
import type { Device, Devices } from './devices.ts';
import type { Ledger } from './ledger.ts';
import type { Pages } from './pages.ts';
import type { Pairing } from './pairing.ts';
import type { Inbound, Relay } from './relay.ts';
import * as schema from './schemas.ts';

export interface ControlDeps {
  devices: Devices;
  ledger: Ledger;
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
  pushName?: string;
}

function pairingRoutes(app: FastifyInstance, { pairing, devices }: ControlDeps): void {
  app.get('/sim/qr', () => ({ waiting: pairing.waiting() }));

  app.post<{ Body: ScanBody }>('/sim/scan', { schema: { body: schema.scan } }, (request, reply) => {
    const { qr, code, phoneNumber, pushName = `Phone ${phoneNumber.slice(-4)}` } = request.body;
    const linked =
      qr !== undefined
        ? pairing.scan(qr, phoneNumber, pushName)
        : pairing.enterCode(code ?? '', phoneNumber, pushName);
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

type LedgerQuery = Partial<Record<'phone' | 'to' | 'key' | 'text' | 'after' | 'limit', string>>;

function ledgerRoutes(app: FastifyInstance, { ledger, relay }: ControlDeps): void {
  app.get<{ Querystring: LedgerQuery }>(
    '/sim/ledger',
    { schema: { querystring: schema.ledgerQuery } },
    (request) => {
      const { after, limit, ...exact } = request.query;
      const messages = ledger.find({
        ...exact,
        ...(after !== undefined && { after: Number(after) }),
        ...(limit !== undefined && { limit: Number(limit) }),
      });
      return { messages, total: ledger.size(), dropped: ledger.dropped() };
    },
  );

  app.delete('/sim/ledger', () => {
    ledger.clear();
    return { total: 0 };
  });

  app.post<{ Body: Inbound }>('/sim/inbound', { schema: { body: schema.inbound } }, (request, reply) => {
    const arrived = relay.arrive(request.body);
    return arrived ?? notFound(reply, 'No browser is linked to this phone.');
  });
}

function behaviourRoutes(app: FastifyInstance, { behaviour, pages }: ControlDeps): void {
  app.get('/sim/behaviour', () => behaviour.current());

  app.put<{ Body: BehaviourChange }>('/sim/behaviour', { schema: { body: schema.behaviour } }, (request) => {
    for (const [phone, strikes] of behaviour.change(request.body)) {
      pages.faultsChanged(phone);
      pages.strike(phone, strikes);
    }
    return behaviour.current();
  });

  app.delete('/sim/behaviour', () => {
    const phones = Object.keys(behaviour.current().faults);
    behaviour.reset();
    for (const phone of phones) pages.faultsChanged(phone);
    return behaviour.current();
  });
}

/** The control API under /sim/ and the health check. Errors are `{ error: sentence }`. */
export function addControl(app: FastifyInstance, deps: ControlDeps): void {
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: error.message });
  });
  app.setNotFoundHandler((request, reply) =>
    notFound(reply, `The simulator has no ${request.method} ${request.url}.`),
  );

  app.get('/health', () => ({ status: 'ok', pages: deps.pages.count() }));
  app.get('/sim/certificate', () => ({ spki: deps.spki }));
  pairingRoutes(app, deps);
  ledgerRoutes(app, deps);
  behaviourRoutes(app, deps);
}
