import type { TemplateFacts } from '@watertight/core';
import type { Store, TemplateHeard } from '@watertight/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoStore } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;
beforeEach(async () => ({ store, phoneId, close } = await demoStore()));
afterEach(() => close());

const ACCOUNT = { companyId: 'demo', wabaId: '9001' };
const HOUR = 3_600_000;

const template = (templateId: string, facts: Partial<TemplateFacts> = {}): TemplateFacts => ({
  templateId,
  name: `offer_${templateId}`,
  language: 'en_US',
  category: 'MARKETING',
  status: 'PENDING',
  quality: null,
  rejectedReason: null,
  components: [{ type: 'BODY', text: 'Hello {{1}}' }],
  previousCategory: null,
  ...facts,
});

const ids = async (account = ACCOUNT) =>
  (await store.templates.list(account, {}, { limit: 200 })).data.map(({ templateId }) => templateId);

const replace = async (templates: TemplateFacts[], isWhole = true, startedAt?: Date) =>
  store.templates.replace(
    ACCOUNT,
    { templates, startedAt: startedAt ?? (await store.templates.now()), isWhole },
    HOUR,
  );

const hear = (...news: (Partial<TemplateHeard> & { templateId: string })[]) =>
  store.transaction((tx) =>
    store.templates.hear(
      tx,
      news.map((one) => ({ ...ACCOUNT, at: new Date(), ...one })),
    ),
  );

const setAccount = (wabaId: string) =>
  store.phones.change('demo', 0, { meta: { phoneNumberId: '100', wabaId } });
const ready = () => store.phones.report(phoneId, { status: 'ready', instanceId: 'x' });

describe('templates', () => {
  it('are kept as Meta lists them: what is new comes, what changed changes, what is missing goes', async () => {
    await replace([template('1'), template('2')]);
    await replace([template('2', { status: 'APPROVED' }), template('3')]);
    expect(await ids()).toEqual(['2', '3']);
    expect(await store.templates.get(ACCOUNT, '2')).toMatchObject({
      ...template('2', { status: 'APPROVED' }),
      ...ACCOUNT,
    });
  });

  it('a list that is not whole takes nothing away', async () => {
    await replace([template('1')]);
    await replace([template('2')], false);
    expect(await ids()).toEqual(['1', '2']);
  });

  it('what a webhook said while the list was read outweighs it, and what was made meanwhile stays', async () => {
    await replace([template('1')]);
    const startedAt = await store.templates.now();
    await hear({ templateId: '1', status: 'APPROVED' });
    await store.templates.save(ACCOUNT, template('2'), startedAt);
    await replace([template('1')], true, startedAt);
    expect(await ids()).toEqual(['1', '2']);
    expect((await store.templates.get(ACCOUNT, '1'))?.status).toBe('APPROVED');
  });

  it('how one is judged a webhook may say before the answer to a change is kept', async () => {
    await replace([template('1')]);
    const askedAt = await store.templates.now();
    await hear({ templateId: '1', status: 'APPROVED' });
    const changed = template('1', { components: [{ type: 'BODY', text: 'Changed' }] });
    await store.templates.save(ACCOUNT, changed, askedAt);
    expect(await store.templates.get(ACCOUNT, '1')).toMatchObject({ ...changed, status: 'APPROVED' });
    await store.templates.save(ACCOUNT, changed, new Date(Date.now() + 60_000));
    expect(await store.templates.get(ACCOUNT, '1')).toMatchObject({ status: 'PENDING' });
  });

  it('of two webhooks the later one counts, in whatever order they come', async () => {
    await replace([template('1')]);
    const [earlier, later] = [new Date(Date.now() + 1000), new Date(Date.now() + 2000)];
    await hear({ templateId: '1', at: later, status: 'PAUSED' });
    await hear({ templateId: '1', at: earlier, status: 'APPROVED' });
    expect((await store.templates.get(ACCOUNT, '1'))?.status).toBe('PAUSED');
    await hear(
      { templateId: '1', at: new Date(later.getTime() + 2000), status: 'DISABLED' },
      { templateId: '1', at: new Date(later.getTime() + 1000), status: 'APPROVED' },
    );
    expect((await store.templates.get(ACCOUNT, '1'))?.status).toBe('DISABLED');
  });

  it('a webhook that is older than the list changes nothing', async () => {
    await replace([template('1')]);
    const old = new Date(Date.now() - HOUR);
    await hear({ templateId: '1', at: old, status: 'APPROVED' });
    await hear({ templateId: '1', at: old, status: 'DELETED' });
    expect((await store.templates.get(ACCOUNT, '1'))?.status).toBe('PENDING');
  });

  it('a webhook changes what it names: quality, reason, and a category with the one before', async () => {
    await replace([template('1')]);
    await hear({ templateId: '1', status: 'REJECTED', rejectedReason: 'PROMOTIONAL' });
    await hear({ templateId: '1', quality: 'YELLOW', at: new Date(Date.now() + 1000) });
    await hear({ templateId: '1', category: 'UTILITY', at: new Date(Date.now() + 2000) });
    const expected = { status: 'REJECTED', rejectedReason: 'PROMOTIONAL', quality: 'YELLOW' };
    const categories = { category: 'UTILITY', previousCategory: 'MARKETING' };
    expect(await store.templates.get(ACCOUNT, '1')).toMatchObject({ ...expected, ...categories });
    await hear({ templateId: '1', rejectedReason: null, at: new Date(Date.now() + 3000) });
    expect((await store.templates.get(ACCOUNT, '1'))?.rejectedReason).toBeNull();
    await hear({ templateId: '1', status: 'DELETED', at: new Date(Date.now() + 4000) });
    expect(await ids()).toEqual([]);
  });

  it('are listed by filter, page by page, and found by name and language', async () => {
    const many = Array.from({ length: 5 }, (_, n) =>
      template(String(n), { name: `n${n % 2}`, language: `l${n}` }),
    );
    await replace(many);
    const first = await store.templates.list(ACCOUNT, { name: 'n0' }, { limit: 2 });
    const rest = await store.templates.list(
      ACCOUNT,
      { name: 'n0' },
      { limit: 2, cursor: first.nextCursor ?? '' },
    );
    expect([...first.data, ...rest.data].map(({ templateId }) => templateId)).toEqual(['0', '2', '4']);
    expect(rest.nextCursor).toBeNull();
    const found = await store.templates.list(ACCOUNT, { search: '1' }, { limit: 9 });
    expect(found.data.map(({ name }) => name)).toEqual(['n1', 'n1']);
    // An underscore is one, and no wildcard.
    for (const filter of [
      { search: '_1' },
      { status: 'APPROVED' },
      { category: 'UTILITY' },
      { language: 'xx' },
    ])
      expect((await store.templates.list(ACCOUNT, filter, { limit: 9 })).data).toEqual([]);
    expect((await store.templates.find(ACCOUNT, 'n1', 'l3'))?.templateId).toBe('3');
    expect(await store.templates.find(ACCOUNT, 'n1', 'l4')).toBeNull();
  });

  it('go by name in all languages, or by id alone', async () => {
    await replace(['1', '2', '3'].map((id) => template(id, { name: 'offer', language: `l${id}` })));
    expect(await store.templates.remove(ACCOUNT, { name: 'offer', templateId: '2' })).toBe(1);
    expect(await store.templates.remove(ACCOUNT, { name: 'other', templateId: '1' })).toBe(0);
    expect(await store.templates.remove(ACCOUNT, { name: 'offer' })).toBe(2);
  });

  it('of one company are not seen, changed or removed by another, though it names the same account', async () => {
    await store.companies.create({ id: 'other', name: 'Other' });
    await replace([template('1')]);
    const foreign = { companyId: 'other', wabaId: '9001' };
    expect(await ids(foreign)).toEqual([]);
    expect(await store.templates.get(foreign, '1')).toBeNull();
    expect(await store.templates.find(foreign, 'offer_1', 'en_US')).toBeNull();
    await hear({ ...foreign, templateId: '1', status: 'APPROVED' });
    expect(await store.templates.remove(foreign, { name: 'offer_1' })).toBe(0);
    await store.templates.replace(
      foreign,
      { templates: [], startedAt: await store.templates.now(), isWhole: true },
      HOUR,
    );
    expect((await store.templates.get(ACCOUNT, '1'))?.status).toBe('PENDING');
    await expect(
      store.templates.save({ companyId: 'nobody', wabaId: '1' }, template('1'), new Date()),
    ).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
    });
  });
});

describe('the sync of an account', () => {
  it('is due as soon as one of its phones is ready, for one caller, and again after its time', async () => {
    await setAccount('9001');
    expect(await store.templates.takeDueSyncs(10, HOUR)).toEqual([]);
    await ready();
    const takes = await Promise.all(Array.from({ length: 8 }, () => store.templates.takeDueSyncs(10, HOUR)));
    expect(takes.flat()).toEqual([{ ...ACCOUNT, phoneId }]);
    await store.templates.replace(ACCOUNT, { templates: [], startedAt: new Date(), isWhole: true }, 0);
    const again = await Promise.all(Array.from({ length: 8 }, () => store.templates.takeDueSyncs(10, HOUR)));
    expect(again.flat()).toEqual([{ ...ACCOUNT, phoneId }]);
  });

  it('is one for all its phones, and none for a phone without an account', async () => {
    await ready();
    expect(await store.templates.takeDueSyncs(10, HOUR)).toEqual([]);
    await setAccount('9001');
    const meta = { phoneNumberId: '101', accessToken: 't', wabaId: '9001' };
    const second = await store.phones.create('demo', { connectionType: 'meta', mode: 'live', meta });
    await store.phones.report(second.phoneId, { status: 'ready', instanceId: 'x' });
    expect(await store.templates.takeDueSyncs(10, HOUR)).toEqual([{ ...ACCOUNT, phoneId }]);
  });

  it('comes soon after a webhook names a template that is not known, or does not say all', async () => {
    await setAccount('9001');
    await ready();
    await store.templates.takeDueSyncs(10, HOUR);
    await replace([template('1')]);
    await hear({ templateId: '1', status: 'APPROVED' });
    expect(await store.templates.takeDueSyncs(10, HOUR)).toEqual([]);
    await hear({ templateId: '7', status: 'APPROVED' });
    expect(await store.templates.takeDueSyncs(10, HOUR)).toHaveLength(1);
    await hear({ templateId: '1', isPartial: true });
    expect(await store.templates.takeDueSyncs(10, HOUR)).toHaveLength(1);
  });
});
