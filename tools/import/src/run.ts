import { readRecord, removeRecord, writeRecord, type ImportRecord } from './record.ts';
import { ImportError, type Source, type SourcePhone, type SourceWebhook } from './sources/source.ts';
import type { Phone, Target, Webhook } from './target.ts';

/** What became of one thing. `planned` is what a dry run would make. */
export type Fate = 'carried' | 'there' | 'planned' | 'refused' | 'left';

export interface ReportedWebhook {
  url: string;
  fate: Fate;
  notes: string[];
}

export interface ReportedPhone {
  name: string;
  connectionType: string;
  phoneNumber: string | null;
  phoneIndex: number | null;
  fate: Fate;
  notes: string[];
  webhooks: ReportedWebhook[];
}

export interface Report {
  source: string;
  companyId: string;
  company: Fate;
  phones: ReportedPhone[];
}

export interface ImportOptions {
  source: Source;
  target: Target;
  api: string;
  companyId: string;
  /** Where what was made is recorded. */
  file: string;
  dryRun: boolean;
}

/**
 * Carries phones and webhooks over. What is there already stays as it is, so it can be repeated; phones that it makes
 * are stopped, so that nothing happens on them until somebody starts them. Throws ImportError.
 */
export async function runImport(options: ImportOptions): Promise<Report> {
  const { source, target, companyId, file, dryRun } = options;
  const phones = withoutDoubles(await source.read());
  const record = (await readRecord(file)) ?? emptyRecord(options);
  if (record.source !== source.name || record.companyId !== companyId)
    throw new ImportError(`${file} is the record of another import (${record.source}, ${record.companyId})`);
  const hasCompany = await target.hasCompany();
  const save = () => (dryRun ? Promise.resolve() : writeRecord(file, record));
  if (!hasCompany && !dryRun) {
    record.isOwnCompany = true;
    await save();
    await target.createCompany(companyId);
  }
  const there = hasCompany ? await target.phones() : [];
  const posts = hasCompany ? await target.webhooks() : [];
  const reported: ReportedPhone[] = [];
  for (const phone of phones) reported.push(await carry(phone, { ...options, record, save, there, posts }));
  return {
    source: source.name,
    companyId,
    company: hasCompany ? 'there' : dryRun ? 'planned' : 'carried',
    phones: reported,
  };
}

interface Carrying extends ImportOptions {
  record: ImportRecord;
  save(): Promise<void>;
  there: readonly Phone[];
  posts: readonly Webhook[];
}

async function carry(phone: SourcePhone, carrying: Carrying): Promise<ReportedPhone> {
  const { name, connectionType, phoneNumber } = phone;
  const about = { name, connectionType, phoneNumber, notes: [...phone.notes] };
  const nothing = (fate: Fate, ...notes: string[]): ReportedPhone => ({
    ...about,
    ...{ phoneIndex: null, fate, notes: [...about.notes, ...notes] },
    webhooks: phone.webhooks.map(({ url }) => ({ url, fate, notes: [] })),
  });
  if (connectionType === 'meta' && !phone.meta) return nothing('left');
  const own = carrying.there.find((one) => one.name === name && one.connectionType === connectionType);
  if (own) {
    await adopt(name, own.phoneIndex, carrying);
    return {
      ...about,
      phoneIndex: own.phoneIndex,
      fate: 'there',
      webhooks: await carryWebhooks(own.phoneIndex, phone, carrying),
    };
  }
  if (carrying.dryRun)
    return { ...about, phoneIndex: null, fate: 'planned', webhooks: phone.webhooks.map(plannedWebhook) };
  const made = await make(phone, carrying);
  if (typeof made === 'string') return nothing('refused', made);
  return {
    ...about,
    phoneIndex: made,
    fate: 'carried',
    webhooks: await carryWebhooks(made, phone, carrying),
  };
}

/** Makes a phone, recorded before and after; answers its index, or why not. */
async function make(phone: SourcePhone, { target, record, save }: Carrying): Promise<number | string> {
  record.phones = record.phones.filter(({ name }) => name !== phone.name);
  record.phones.push({ name: phone.name, phoneIndex: null });
  await save();
  const made = await target.createPhone(phone);
  if ('refused' in made) {
    record.phones = record.phones.filter(({ name }) => name !== phone.name);
    await save();
    return made.refused;
  }
  record.phones = record.phones.map((one) =>
    one.name === phone.name ? { ...one, phoneIndex: made.phoneIndex } : one,
  );
  await save();
  await target.stopPhone(made.phoneIndex);
  return made.phoneIndex;
}

/** A phone that an earlier run made and died before it could write that down is its own all the same. */
async function adopt(name: string, phoneIndex: number, { record, save, dryRun }: Carrying): Promise<void> {
  const begun = record.phones.find((one) => one.name === name && one.phoneIndex === null);
  if (!begun || dryRun) return;
  begun.phoneIndex = phoneIndex;
  await save();
}

async function carryWebhooks(
  phoneIndex: number,
  { webhooks }: SourcePhone,
  carrying: Carrying,
): Promise<ReportedWebhook[]> {
  const reported: ReportedWebhook[] = [];
  for (const webhook of webhooks) reported.push(await carryWebhook(phoneIndex, webhook, carrying));
  return reported;
}

async function carryWebhook(
  phoneIndex: number,
  webhook: SourceWebhook,
  carrying: Carrying,
): Promise<ReportedWebhook> {
  const { target, record, save, posts, dryRun } = carrying;
  const planned = plannedWebhook(webhook);
  const { url } = webhook;
  const found = posts.find((post) => post.url === url && post.phoneIndex === phoneIndex);
  const begun = record.webhooks.find(
    (one) => one.url === url && one.phoneIndex === phoneIndex && one.id === null,
  );
  if (found) {
    if (!begun || dryRun) return { ...planned, fate: 'there' };
    begun.id = found.id;
    await save();
    return {
      ...planned,
      fate: 'there',
      notes: [...planned.notes, `its secret is not known: rotate it (${found.id})`],
    };
  }
  if (planned.fate === 'left' || dryRun) return planned;
  if (!begun) record.webhooks.push({ id: null, phoneIndex, url, secret: null });
  await save();
  const made = await target.createWebhook(phoneIndex, webhook);
  const isSame = (one: ImportRecord['webhooks'][number]) => one.url === url && one.phoneIndex === phoneIndex;
  if ('refused' in made) {
    record.webhooks = record.webhooks.filter((one) => !isSame(one));
    await save();
    return { ...planned, fate: 'refused', notes: [...planned.notes, made.refused] };
  }
  record.webhooks = record.webhooks.map((one) =>
    isSame(one) ? { ...one, id: made.id, secret: made.secret } : one,
  );
  await save();
  return { ...planned, fate: 'carried' };
}

function plannedWebhook({ url, enabled, events, lost, notes }: SourceWebhook): ReportedWebhook {
  const all = [...notes, ...(lost.length > 0 ? [`has no counterpart: ${lost.join(', ')}`] : [])];
  if (!enabled) return { url, fate: 'left', notes: [...all, 'it is disabled there'] };
  if (events.length === 0) return { url, fate: 'left', notes: [...all, 'nothing that it wants exists here'] };
  return { url, fate: 'planned', notes: all };
}

/** Names tell phones apart, and addresses the webhooks of one. */
function withoutDoubles(phones: SourcePhone[]): SourcePhone[] {
  const names = phones.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ImportError(`${twice} is there twice`);
  return phones.map((phone) => ({
    ...phone,
    webhooks: phone.webhooks.filter(
      ({ url }, index) => phone.webhooks.findIndex((other) => other.url === url) === index,
    ),
  }));
}

const emptyRecord = ({ source, api, companyId }: ImportOptions): ImportRecord => ({
  ...{ source: source.name, api, companyId, isOwnCompany: false },
  phones: [],
  webhooks: [],
});

export interface TakenBack {
  phones: string[];
  webhooks: string[];
  company: boolean;
  /** What stays, and why. */
  notes: string[];
}

/** Removes what the record says that an import made, and nothing else. Can be repeated. Throws ImportError. */
export async function rollBack(target: Target, companyId: string, file: string): Promise<TakenBack> {
  const record = await readRecord(file);
  if (!record)
    throw new ImportError(`There is no ${file}: nothing was imported, or it is recorded elsewhere`);
  if (record.companyId !== companyId)
    throw new ImportError(`${file} is the record of an import into ${record.companyId}`);
  const taken: TakenBack = { phones: [], webhooks: [], company: false, notes: [] };
  if (!(await target.hasCompany())) {
    await removeRecord(file);
    return { ...taken, notes: ['the company is gone already'] };
  }
  for (const webhook of [...record.webhooks]) {
    if (webhook.id !== null && (await target.removeWebhook(webhook.id))) taken.webhooks.push(webhook.url);
    record.webhooks = record.webhooks.filter((one) => one !== webhook);
    await writeRecord(file, record);
  }
  for (const phone of [...record.phones]) {
    if (phone.phoneIndex === null) taken.notes.push(`${phone.name} may have been made: look for it`);
    else if (await target.removePhone(phone.phoneIndex)) taken.phones.push(phone.name);
    record.phones = record.phones.filter((one) => one !== phone);
    await writeRecord(file, record);
  }
  if (record.isOwnCompany) {
    if (await target.isEmpty()) {
      await target.removeCompany();
      taken.company = true;
    } else taken.notes.push('the company stays: there is more in it than was imported');
  }
  await removeRecord(file);
  return taken;
}
