import { beforeAll, describe, expect, it } from 'vitest';
import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';

const on = stage();
const { system, asAdmin, seen } = on;
const COMPANY = 'playground';

beforeAll(async () => {
  await system.post('/api/v2/companies', { id: COMPANY, name: 'Playground' });
  const meta = { phoneNumberId: '99887766554433', accessToken: 'sandbox-token' };
  const phones = `/api/v2/companies/${COMPANY}/phones`;
  await system.post(phones, { connectionType: 'meta', mode: 'sandbox', name: 'Cloud', meta });
  await system.post(phones, { connectionType: 'wwebjs', mode: 'sandbox', name: 'Web' });
  await system.post(`/api/v2/bots/${COMPANY}/0/start`, {});
});

const timeline = () => on.page.getByRole('list', { name: 'Timeline' });

describe('the playground', () => {
  it('sends, follows it until it is read, hears the customer, and shows a fault of the provider in words', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto(`/c/${COMPANY}/playground`);
    await seen('Live');
    await page.getByLabel('Message', { exact: false }).first().fill('from the playground');
    expect(await page.getByLabel('For the shell').textContent()).toContain(
      '{"message":"from the playground"}',
    );
    await page.getByRole('tab', { name: 'TypeScript' }).click();
    expect(await page.getByLabel('With the client of libs/client').textContent()).toContain("type: 'text'");
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline().getByText('delivered').waitFor();
    await timeline().getByText('read').waitFor();

    await page.getByLabel('What the customer writes').fill('thank you');
    await page.getByRole('button', { name: 'Write as the customer' }).click();
    await page.getByRole('log', { name: 'What came in' }).getByText('thank you').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);

    const refused = page.getByRole('switch', { name: 'refused' });
    await refused.click({ force: true });
    await expect.poll(() => refused.isChecked(), { timeout: 10_000 }).toBe(true);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline().getByText('failed').waitFor();
    await seen(/WhatsApp’s code: 131026/);
    await refused.click({ force: true });
    await expect.poll(() => refused.isChecked(), { timeout: 10_000 }).toBe(false);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline().getByText('delivered').waitFor();
  });

  it('shows what happened while the first answer was slow to come', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto(`/c/${COMPANY}/playground`);
    await seen('Live');
    let isFirst = true;
    await page.route(/\/api\/v2\/messages\/playground\/msg_/, async (route) => {
      const response = await route.fetch();
      if (isFirst) {
        isFirst = false;
        await expect
          .poll(() => system.get(new URL(route.request().url()).pathname), { timeout: 30_000 })
          .toMatchObject({ status: 'read' });
        // So slow that whoever asks on every event has asked for the last of them.
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline().getByText('read').waitFor({ timeout: 45_000 });
  });

  it('lets the other side give no receipt after sent, or after delivered, and all of them again', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto(`/c/${COMPANY}/playground`);
    await page
      .getByLabel(/^Phone\b/)
      .first()
      .selectOption({ label: '0 · Cloud (ready)' });
    const statusAfter = async (receipts: string, next: string) => {
      await page.getByRole('radiogroup', { name: 'Receipts' }).getByText(receipts, { exact: true }).click();
      const isSet = async () => {
        const { data } = await system.get<{ data: { fault: string; isOn: boolean }[] }>(
          `/api/v2/sandbox/${COMPANY}/0/faults`,
        );
        return data.filter(({ isOn }) => isOn).map(({ fault }) => fault);
      };
      await expect
        .poll(isSet)
        .toEqual(receipts === 'Read' ? [] : [receipts === 'None' ? 'not-delivered' : 'not-read']);
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await timeline().getByText(next, { exact: true }).waitFor();
    };
    await statusAfter('None', 'sent');
    await statusAfter('Delivered', 'delivered');
    await statusAfter('Read', 'read');
    const { data } = await system.get<{ data: { status: string }[] }>(
      `/api/v2/messages/${COMPANY}?direction=outbound&limit=3`,
    );
    expect(data.map(({ status }) => status)).toEqual(['read', 'delivered', 'sent']);
  });

  it('marks the field that is refused, composes buttons, and lets the customer press one', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto(`/c/${COMPANY}/playground`);
    await page.getByLabel('Type', { exact: true }).selectOption('interactive');
    const interactive = page.getByLabel(/^Interactive/);
    const good = await interactive.inputValue();
    await interactive.fill('{');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await seen('is no JSON');
    await interactive.fill('{"type":"button","body":{"text":"x"}}');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('link', { name: 'VALIDATION_FAILED' }).waitFor();
    expect(await interactive.getAttribute('aria-invalid')).toBe('true');
    await interactive.fill(good);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline().getByText('delivered').waitFor();
    await page.getByRole('button', { name: 'Press “Rice”' }).click();
    await page
      .getByRole('log', { name: 'What came in' })
      .getByText(/Rice|interactive|button/)
      .waitFor();
  });

  it('scans the QR code of a WhatsApp Web phone as its owner', async () => {
    const { page } = on;
    await system.post(`/api/v2/bots/${COMPANY}/1/start`, {});
    await asAdmin();
    await page.goto(`/c/${COMPANY}/playground`);
    await page.getByLabel('Phone in the sandbox').selectOption('1');
    await page.locator('[data-qr] svg').waitFor({ timeout: 60_000 });
    await page.getByLabel('Number of the owner').fill('60177777777', { timeout: 60_000 });
    await page.getByRole('button', { name: 'Scan the QR code' }).click();
    await expect
      .poll(() => system.get<{ status: string }>(`/api/v2/bots/${COMPANY}/1`), { timeout: 60_000 })
      .toMatchObject({ status: 'ready' });
    await page
      .getByLabel(/^Phone\b/)
      .first()
      .selectOption({ label: '1 · Web (ready)' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline().getByText('delivered').waitFor();
  });
});
