import { describe, expect, it } from 'vitest';
import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';

const on = stage();
const { system, asAdmin, seen } = on;

describe('templates', () => {
  it('are made, reviewed by Meta, sent as a test and deleted; a rejected one says why', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/demo/templates');
    await page.getByRole('button', { name: 'New template' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Name/).fill('order_ready');
    await dialog.getByLabel(/^Body/).fill('Hello {{1}}, your order is ready.');
    await dialog.getByLabel('Example of {{1}}').fill('Ana');
    await dialog.getByRole('button', { name: 'Add a button: Quick reply' }).click();
    await dialog.getByLabel('Quick reply 1', { exact: true }).fill('Thank you');
    await dialog.getByText('Hello Ana, your order is ready.').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send it to review' }).click();
    const row = page.getByRole('row').filter({ hasText: 'order_ready' });
    await row.getByText('APPROVED').waitFor();

    await page.getByRole('button', { name: 'Send a test of order_ready' }).click();
    await dialog.getByLabel(/^To/).fill('+60 12-345 6789');
    await dialog.getByLabel('Body: {{1}}').fill('Ben');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText(/^(delivered|read)$/).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    const { data } = await system.get<{ data: { templateId: string }[] }>(
      '/api/v2/templates/demo/1?name=order_ready',
    );
    await fetch(`${system.at.metaSim}/sim/templates/${data[0]!.templateId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'REJECTED', reason: 'TAG_CONTENT_MISMATCH' }),
      signal: AbortSignal.timeout(10_000),
    });
    await row.getByText('Meta’s reason: TAG_CONTENT_MISMATCH').waitFor();
    await page.getByRole('button', { name: 'Sync with Meta' }).click();
    await seen('at Meta');
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete order_ready' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('say beside each field what is wrong; a picture, a link and a call go with one; it is found and changed', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/demo/templates');
    await page.getByRole('button', { name: 'New template' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Name/).fill('Parcel Here');
    await dialog.getByLabel('Header', { exact: true }).click();
    await page.getByRole('option', { name: 'Picture' }).click();
    await dialog.getByLabel(/^Body/).fill('Hello {{1}}, it is {{3}} here.');
    await dialog.getByRole('button', { name: 'Add a button: Link' }).click();
    await dialog.getByLabel('Link 1', { exact: true }).fill('Track');
    await dialog.getByLabel('Link 1: address').fill('shop');
    await dialog.getByRole('button', { name: 'Send it to review' }).click();
    await dialog.getByText('4 fields are not right yet').waitFor();
    for (const said of [
      'underscores alone',
      'a picture of the kind',
      'without a hole',
      'begins with https://',
    ])
      await dialog.getByText(said).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);

    await dialog.getByLabel(/^Name/).fill('parcel_here');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'parcel.png',
      mimeType: 'image/png',
      buffer: Buffer.from(PIXEL, 'base64'),
    });
    await dialog.getByText('parcel.png').waitFor();
    await dialog.getByLabel(/^Body/).fill('Hello {{1}}, your parcel is here.');
    await dialog.getByLabel('Example of {{1}}').fill('Ana');
    await dialog.getByLabel('Link 1: address').fill('https://shop.example/{{1}}');
    await dialog.getByLabel('Link 1: example of the whole address').fill('https://shop.example/4711');
    await dialog.getByRole('button', { name: 'Add a button: Call' }).click();
    await dialog.getByLabel('Call 2', { exact: true }).fill('Call us');
    await dialog.getByLabel('Call 2: number').fill('+60 12-345 6789');
    await dialog.getByRole('button', { name: 'Send it to review' }).click();
    const row = page.getByRole('row').filter({ hasText: 'parcel_here' });
    await row.getByText('APPROVED').waitFor();

    await page.getByLabel('Search templates').fill('no_such_name');
    await seen('No template is so');
    await page.getByLabel('Search templates').fill('rcel_he');
    await page.getByLabel('Language').fill('en_US');
    await row.waitFor();
    await page.getByRole('button', { name: 'Change parcel_here' }).click();
    await dialog.getByLabel(/^Body/).fill('Hello {{1}}, your parcel is at the desk.');
    await dialog.getByLabel('Header', { exact: true }).click();
    await page.getByRole('option', { name: 'No header' }).click();
    expect(await dialog.getByLabel('Call 2: number').inputValue()).toBe('+60123456789');
    await dialog.getByRole('button', { name: 'Send it to review' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { data } = await system.get<{ data: { components: object[] }[] }>(
      '/api/v2/templates/demo/1?name=parcel_here',
    );
    expect(data[0]?.components).toMatchObject([
      { type: 'BODY', text: 'Hello {{1}}, your parcel is at the desk.' },
      { type: 'BUTTONS', buttons: [{ type: 'URL' }, { type: 'PHONE_NUMBER' }] },
    ]);
  });

  it('for one-time passwords and carousels are made, and Meta takes them', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/demo/templates');
    const dialog = page.getByRole('dialog');
    const begin = async (name: string, category: RegExp) => {
      await page.getByRole('button', { name: 'New template' }).click();
      await dialog.getByLabel(/^Name/).fill(name);
      await dialog.getByLabel('Category').click();
      await page.getByRole('option', { name: category }).click();
    };
    const end = async (name: string) => {
      await dialog.getByRole('button', { name: 'Send it to review' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('row').filter({ hasText: name }).getByText('APPROVED').waitFor();
    };
    await begin('login_code', /^Authentication/);
    await dialog.getByLabel('The code expires after, in minutes').fill('5');
    await dialog.getByText('This code expires in 5 minutes.').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await end('login_code');

    await begin('new_teas', /^Marketing/);
    await dialog.getByText('Carousel of cards').click();
    await dialog.getByLabel(/^Body/).fill('New teas are here.');
    for (const n of [1, 2]) {
      await dialog
        .locator('input[type=file]')
        .nth(n - 1)
        .setInputFiles({
          name: `tea-${n}.png`,
          mimeType: 'image/png',
          buffer: Buffer.from(PIXEL, 'base64'),
        });
      await dialog.getByText(`tea-${n}.png`).waitFor();
      await dialog.getByLabel(`Card ${n}: body`).fill(`Tea number ${n}.`);
      await dialog.getByLabel(`Card ${n}: Quick reply 1`, { exact: true }).fill('More');
    }
    expect(await violationsInBothThemes(page)).toEqual([]);
    await end('new_teas');
  });
});

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
