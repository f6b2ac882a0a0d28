import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';
import { describe, expect, it } from 'vitest';

const on = stage();
const { system, asAdmin, seen } = on;

describe('phones', () => {
  const open = async (path: string) => {
    await asAdmin();
    await on.page.goto(`/c/demo/${path}`);
  };

  /** The wizard, up to the code. */
  const begin = async (name: string) => {
    await open('phones/new');
    await on.page.getByRole('button', { name: 'Next' }).click();
    await on.page.getByLabel('Name').fill(name);
    await on.page.getByRole('switch', { name: 'Sandbox phone' }).click();
    await on.page.getByRole('button', { name: 'Make the phone' }).click();
  };

  it('one is linked by the QR code that the page shows, and sends its first message', async () => {
    await begin('By QR');
    const code = on.page.locator('[data-qr]');
    await code.waitFor({ timeout: 60_000 });
    const shown = await code.getAttribute('data-qr');
    await system.simulate('waWebSim', '/sim/scan', { qr: shown, phoneNumber: '60111000031' });
    await on.page.getByRole('status').getByText('ready', { exact: true }).waitFor({ timeout: 60_000 });
    await on.page.getByRole('link', { name: 'Open the phone' }).click();
    await on.page.getByRole('heading', { name: 'By QR' }).waitFor();
    await seen('+60111000031');
    const { phoneIndex } = await byName('By QR');
    const { id } = await system.send(phoneIndex, '60123456701', 'first message');
    await on.page.goto(`/c/demo/messages/${id}`);
    await on.page.getByRole('dialog').getByText('Delivered', { exact: true }).waitFor();
  });

  it('one is linked by a code that is typed on the phone; it is stopped, started and logged out', async () => {
    await begin('By code');
    await on.page.getByRole('tab', { name: 'Pairing code' }).click({ timeout: 60_000 });
    await on.page.getByLabel(/^Number of the phone/).fill('+60 111 000 032');
    await on.page.getByRole('button', { name: 'Get a code' }).click();
    const given = on.page.locator('[data-pairing-code]');
    await given.waitFor();
    const code = await given.getAttribute('data-pairing-code');
    await system.simulate('waWebSim', '/sim/scan', { code, phoneNumber: '60111000032' });
    await on.page.getByRole('status').getByText('ready', { exact: true }).waitFor({ timeout: 60_000 });
    await on.page.getByRole('link', { name: 'Open the phone' }).click();
    const connection = on.page.locator('section').filter({ hasText: 'Connection' });
    await on.page.getByRole('button', { name: 'Stop' }).click();
    await connection.getByText('stopped', { exact: true }).first().waitFor({ timeout: 60_000 });
    await on.page.getByRole('button', { name: 'Start', exact: true }).click();
    await connection.getByText('ready', { exact: true }).waitFor({ timeout: 60_000 });
    await on.page.getByLabel('Messages a day').fill('500');
    await on.page.getByRole('button', { name: 'Save limits' }).click();
    await seen('The limits are saved, and hold from the next message on.');
    const { phoneIndex } = await byName('By code');
    expect(
      (await system.get<{ limits: unknown }>(`/api/v2/companies/demo/phones/${phoneIndex}`)).limits,
    ).toEqual({
      dailyCap: 500,
    });
    await on.page.getByRole('button', { name: 'Log out' }).click();
    await on.page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await connection.getByText('stopped', { exact: true }).first().waitFor({ timeout: 60_000 });
    expect(await violationsInBothThemes(on.page)).toEqual([]);
  });

  it('one of the Cloud API says what is wrong with its token, and what Meta has to be told', async () => {
    await open('phones/new');
    await on.page.getByText('Cloud API').first().click();
    await on.page.getByRole('button', { name: 'Next' }).click();
    await on.page.getByRole('switch', { name: 'Sandbox phone' }).click();
    await on.page.getByLabel(/^Phone number ID/).fill('100000000000077');
    await on.page.getByLabel(/^Access token/).fill('revoked-token');
    await system.simulate('metaSim', '/sim/behaviour', { revokedTokens: ['revoked-token'] });
    expect(await violationsInBothThemes(on.page)).toEqual([]);
    await on.page.getByRole('button', { name: 'Make the phone' }).click();
    await on.page.getByRole('status').getByText('failed', { exact: true }).waitFor({ timeout: 60_000 });
    await seen(/access token/);
    await seen(/\/api\/meta\/webhook$/);
    const token = await on.page.getByText(/^[0-9a-f]{32}$/).textContent();
    expect(token).toHaveLength(32);
    await on.page.goto('/c/demo/phones');
    await seen('sandbox');
    expect(await violationsInBothThemes(on.page)).toEqual([]);
  });

  it('one of the Cloud API is made from its ids and token, and its first message is delivered', async () => {
    await open('phones/new');
    await on.page.getByText('Cloud API').first().click();
    await on.page.getByRole('button', { name: 'Next' }).click();
    await on.page.getByLabel('Name').fill('Cloud desk');
    await on.page.getByRole('switch', { name: 'Sandbox phone' }).click();
    await on.page.getByLabel(/^Phone number ID/).fill('100000000000078');
    await on.page.getByLabel(/^Access token/).fill('sandbox-token');
    await on.page.getByRole('button', { name: 'Make the phone' }).click();
    await on.page.getByRole('status').getByText('ready', { exact: true }).waitFor({ timeout: 60_000 });
    await seen(/\/api\/meta\/webhook$/);
    await on.page.getByRole('link', { name: 'Open the phone' }).click();
    await on.page.getByRole('heading', { name: 'Cloud desk' }).waitFor();
    const { phoneIndex } = await byName('Cloud desk');
    await on.page.goto('/c/demo/playground');
    await on.page
      .getByLabel(/^Phone\b/)
      .first()
      .selectOption(String(phoneIndex));
    await on.page.getByRole('button', { name: 'Send', exact: true }).click();
    await on.page.getByRole('list', { name: 'Timeline' }).getByText('delivered').waitFor();
  });

  it('another stands in for one that is not ready, and who looks on a phone sees states without scrolling', async () => {
    await system.post('/api/v2/companies', { id: 'stand-in', name: 'Stand-in' });
    for (const [n, name] of ['Reception', 'Reserve'].entries()) {
      const meta = { phoneNumberId: `10000000000008${n}`, accessToken: 'sandbox-token' };
      const phone = { connectionType: 'meta', mode: 'sandbox', name, meta };
      await system.post('/api/v2/companies/stand-in/phones', phone);
    }
    await asAdmin();
    await on.page.goto('/c/stand-in/phones/0');
    await on.page.getByLabel('Stands in').selectOption({ label: '1 · Reserve' });
    await on.page.getByLabel(/^After so many seconds/).fill('0');
    await on.page.getByRole('button', { name: 'Save who stands in' }).click();
    await on.page.getByRole('link', { name: 'VALIDATION_FAILED' }).waitFor();
    await on.page.getByLabel(/^After so many seconds/).fill('120');
    await on.page.getByRole('button', { name: 'Save who stands in' }).click();
    await seen('The other phone stands in from now on.');
    const read = () => system.get('/api/v2/companies/stand-in/phones/0');
    expect(await read()).toMatchObject({ fallback: { phoneIndex: 1, afterSeconds: 120, queued: false } });
    expect(await violationsInBothThemes(on.page)).toEqual([]);
    await on.page.getByLabel('Stands in').selectOption('');
    await on.page.getByRole('button', { name: 'Save who stands in' }).click();
    await seen('No other phone stands in for this one.');
    expect(await read()).toMatchObject({ fallback: null });

    await on.page.setViewportSize({ width: 390, height: 844 });
    await on.page.goto('/c/stand-in/phones');
    const state = on.page.getByText('ready', { exact: true }).first();
    await state.waitFor();
    const box = await state.boundingBox();
    expect(box!.x + box!.width).toBeLessThan(390);
    const region = on.page.getByRole('region', { name: 'Phones' });
    expect(await region.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
    expect(await violationsInBothThemes(on.page)).toEqual([]);
  });

  const byName = async (name: string) => {
    const { data } = await system.get<{ data: { name: string | null; phoneIndex: number }[] }>(
      '/api/v2/companies/demo/phones?limit=200',
    );
    const phone = data.find((one) => one.name === name);
    if (!phone) throw new Error(`There is no phone ${name}`);
    return phone;
  };
});
