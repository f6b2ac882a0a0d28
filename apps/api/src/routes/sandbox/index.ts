import { CodedError } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import type { ApiDeps } from '../../deps.ts';
import { throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import { phoneOf } from '../../http/phone.ts';
import { InvalidRequest } from '../../http/validation.ts';
import { createSandboxControl, type SandboxControl } from '../../sandbox/control.ts';
import {
  FAULTS_OF,
  graphPhoneOf,
  isAtGraph,
  type Fault,
  type GraphPhone,
  type Playing,
} from '../../sandbox/faults.ts';
import { forGraph, forWeb } from '../../sandbox/people.ts';
import { answers, CompanyParams, Nothing, PhoneParams, ref } from '../../schemas/common.ts';
import {
  ArrivedResource,
  CustomerBody,
  FaultsBody,
  FaultsResource,
  SandboxResource,
  ScanBody,
} from '../../schemas/sandbox.ts';

const PATH = '/api/v2/sandbox/:companyId/:phoneIndex';
const TAGS = ['sandbox'];
const CODES = [
  'COMPANY_NOT_FOUND',
  'PHONE_NOT_FOUND',
  'SANDBOX_DISABLED',
  'NOT_SANDBOX',
  'SANDBOX_REFUSED',
  'SANDBOX_UNAVAILABLE',
] as const;

type Deps = Pick<ApiDeps, 'store' | 'clock' | 'sandbox' | 'sandboxServers'>;

/** The other side of sandbox phones: their owner, their customers, and what goes wrong at the provider. */
export function sandboxRoutes(app: App, { store, clock, sandbox, sandboxServers }: Deps): void {
  const control = createSandboxControl(sandboxServers);

  /** @throws CodedError unless it is a sandbox phone, and sandbox phones are allowed */
  const playable = async (params: { companyId: string; phoneIndex: number }): Promise<PhoneWithState> => {
    const phone = await phoneOf(store, params);
    if (phone.mode !== 'sandbox') throw new CodedError('NOT_SANDBOX');
    if (!sandbox) throw new CodedError('SANDBOX_DISABLED');
    return phone;
  };

  const keyOf = async (companyId: string, messageId: string): Promise<string> => {
    const message = await store.messages.get(companyId, messageId);
    if (!message) return throwAbsent(store, companyId, 'MESSAGE_NOT_FOUND');
    if (message.providerMessageId === null)
      throw new CodedError('SANDBOX_REFUSED', 'That message has not reached the provider.');
    return message.providerMessageId;
  };

  app.route({
    method: 'GET',
    url: '/api/v2/sandbox/:companyId',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'readSandbox',
      summary: 'Whether there is a sandbox, and the company’s phones in it',
      tags: TAGS,
      params: CompanyParams,
      response: answers({ 200: ref(SandboxResource) }, ['COMPANY_NOT_FOUND']),
    },
    async handler({ params: { companyId } }) {
      if (!(await store.companies.get(companyId))) throw new CodedError('COMPANY_NOT_FOUND');
      const phones = sandbox ? await store.phones.ofCompany(companyId) : [];
      return { enabled: sandbox, phones: phones.filter(({ mode }) => mode === 'sandbox').map(shown) };
    },
  });

  app.route({
    method: 'POST',
    url: `${PATH}/scan`,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'scanSandboxPhone',
      summary: 'Scan the QR code of a WhatsApp Web phone, or type its pairing code, as its owner would',
      tags: TAGS,
      params: PhoneParams,
      body: ScanBody,
      response: answers({ 204: Nothing }, [...CODES, 'QR_NOT_AVAILABLE']),
    },
    async handler({ params, body: { phoneNumber, name, pairingCode } }, reply) {
      const phone = await playable(params);
      if (phone.connectionType !== 'wwebjs')
        throw new CodedError('SANDBOX_REFUSED', 'Only phones of WhatsApp Web are paired.');
      const code = pairingCode === undefined ? await store.phones.qr(phone.phoneId) : null;
      if (pairingCode === undefined && (!code || code.expiresAt <= clock.now()))
        throw new CodedError('QR_NOT_AVAILABLE', `The phone is ${phone.state.status}; start it first.`);
      await control.call('wwebjs', 'POST', 'scan', {
        ...(code ? { qr: code.qr } : { code: pairingCode }),
        phoneNumber,
        ...(name === undefined ? {} : { pushName: name }),
      });
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: 'POST',
    url: `${PATH}/inbound`,
    config: { access: 'messages:send' },
    schema: {
      operationId: 'playCustomer',
      summary: 'A customer of a sandbox phone writes to it',
      tags: TAGS,
      params: PhoneParams,
      body: CustomerBody,
      response: answers({ 202: ref(ArrivedResource) }, [...CODES, 'MESSAGE_NOT_FOUND']),
    },
    async handler({ params, body }, reply) {
      const given = [body.message, body.media, body.button, body.reaction].filter((one) => one !== undefined);
      if (given.length !== 1)
        throw new InvalidRequest([
          { in: 'body', path: '', message: 'should have one of message, media, button and reaction' },
        ]);
      const phone = await playable(params);
      const key = (messageId: string) => keyOf(params.companyId, messageId);
      const said =
        phone.connectionType === 'meta'
          ? await forGraph(body, phone.phoneNumberId, key)
          : await forWeb(body, ownNumber(phone), key);
      const { id } = await control.call<{ id: string }>(phone.connectionType, 'POST', 'inbound', said);
      return reply.code(202).send({ providerMessageId: id });
    },
  });

  app.route({
    method: 'GET',
    url: `${PATH}/faults`,
    config: { access: 'messages:send' },
    schema: {
      operationId: 'readSandboxFaults',
      summary: 'What can be made to go wrong at the provider of a sandbox phone, and what does',
      tags: TAGS,
      params: PhoneParams,
      response: answers({ 200: ref(FaultsResource) }, CODES),
    },
    handler: async ({ params }) => readFaults(control, await playable(params)),
  });

  app.route({
    method: 'PUT',
    url: `${PATH}/faults`,
    config: { access: 'phones:manage' },
    schema: {
      operationId: 'setSandboxFaults',
      summary: 'Let these faults happen to a sandbox phone, and no other',
      tags: TAGS,
      params: PhoneParams,
      body: FaultsBody,
      response: answers({ 200: ref(FaultsResource) }, CODES),
    },
    async handler({ params, body: { on } }) {
      const phone = await playable(params);
      const foreign = on.filter((fault) => !FAULTS_OF[phone.connectionType][fault]);
      if (foreign.length > 0)
        throw new CodedError('SANDBOX_REFUSED', `This phone’s channel cannot have ${foreign.join(', ')}.`);
      await setFaults(control, phone, new Set(on));
      return readFaults(control, phone);
    },
  });
}

const shown = ({ phoneIndex, name, connectionType, state }: PhoneWithState) => ({
  phoneIndex,
  name,
  connectionType,
  status: state.status,
  phoneNumber: state.me,
});

/** @throws CodedError SANDBOX_REFUSED before it is paired */
function ownNumber({ state }: PhoneWithState): string {
  if (state.me === null) throw new CodedError('SANDBOX_REFUSED', 'The phone is not paired yet.');
  return state.me;
}

const faultsOf = ({ connectionType }: PhoneWithState) =>
  Object.entries(FAULTS_OF[connectionType]) as [Fault, Playing][];

async function readFaults(control: SandboxControl, phone: PhoneWithState) {
  const isOn = await (phone.connectionType === 'meta' ? graphFaults : webFaults)(control, phone);
  return {
    data: faultsOf(phone).map(([fault, playing]) => ({ fault, about: playing.about, isOn: isOn(playing) })),
  };
}

type IsOn = (playing: Playing) => boolean;

async function graphFaults(control: SandboxControl, { phoneNumberId }: PhoneWithState): Promise<IsOn> {
  const { ofPhone = {} } = await control.call<{ ofPhone?: Record<string, GraphPhone> }>(
    'meta',
    'GET',
    'behaviour',
  );
  const own = ofPhone[phoneNumberId] ?? graphPhoneOf([]);
  return (playing) => isAtGraph(own, playing);
}

async function webFaults(control: SandboxControl, phone: PhoneWithState): Promise<IsOn> {
  if (phone.state.me === null) return () => false;
  const { faults = {} } = await control.call<{ faults?: Record<string, Record<string, unknown>> }>(
    'wwebjs',
    'GET',
    'behaviour',
  );
  const own = faults[phone.state.me] ?? {};
  return ({ set }) => Object.entries(set).every(([name, value]) => own[name] === value);
}

/** One change at the simulator, of this phone alone: instances of the API that change others are not in its way. */
async function setFaults(control: SandboxControl, phone: PhoneWithState, on: Set<Fault>): Promise<void> {
  const playings = faultsOf(phone);
  const wanted = playings.filter(([fault]) => on.has(fault)).map(([, playing]) => playing);
  if (phone.connectionType === 'meta') {
    const ofPhone = { [phone.phoneNumberId]: graphPhoneOf(wanted) };
    await control.call('meta', 'PUT', 'behaviour', { ofPhone });
    return;
  }
  const change = Object.assign(
    {},
    ...playings.map(([, { set }]) => switchedOff(set)),
    ...wanted.map(({ set }) => set),
  ) as object;
  await control.call('wwebjs', 'PUT', 'behaviour', { faults: { [ownNumber(phone)]: change } });
}

const switchedOff = (set: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(set).map(([name, value]) => [name, typeof value === 'number' ? 0 : false]),
  );
