import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';
import { describe, expect, it } from 'vitest';

const on = stage();
const { system, asAdmin } = on;
const META_NUMBER_ID = '100000000000001';

/** What a customer writes to the phone of the Cloud API. */
const write = (from: string, name: string, text: string) =>
  system.simulate('metaSim', '/sim/inbound', { phoneNumberId: META_NUMBER_ID, from, text, name });

describe('the inbox', () => {
  it('shows what a customer writes, and answers him, with text and with a picture', async () => {
    await asAdmin();
    await on.page.goto('/c/demo/inbox');
    await write('60199900001', 'Ana', 'is my order ready?');
    const chat = on.page.getByRole('list', { name: 'Chats' }).getByRole('link', { name: /Ana/ });
    await chat.getByLabel('1 unread').waitFor();
    await chat.getByText('is my order ready?').waitFor();
    await chat.locator('time').waitFor();
    await chat.click();
    const history = on.page.getByRole('log', { name: 'History' });
    await history.getByText('is my order ready?').waitFor();
    await chat.getByLabel('1 unread').waitFor({ state: 'hidden' });

    await on.page.getByLabel('Message', { exact: true }).fill('It is, come by');
    await on.page.keyboard.press('Enter');
    const answer = history.locator('[data-out]').filter({ hasText: 'It is, come by' });
    await answer.getByText('read', { exact: true }).waitFor();
    expect((await system.metaLedger()).filter(({ text }) => text === 'It is, come by')).toHaveLength(1);
    await chat.getByText('You: It is, come by').waitFor();

    await on.page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'pixel.png',
      mimeType: 'image/png',
      buffer: Buffer.from(PIXEL, 'base64'),
    });
    await on.page.getByLabel('Message', { exact: true }).fill('your parcel');
    await on.page.getByRole('button', { name: 'Send', exact: true }).click();
    const picture = history.locator('[data-out]').filter({ hasText: 'your parcel' });
    await picture.getByRole('img').waitFor();
    await picture.getByText('read', { exact: true }).waitFor();
    expect(await violationsInBothThemes(on.page)).toEqual([]);
  });

  it('what comes in while a chat is open is shown at once, also at the width of a phone', async () => {
    await on.page.setViewportSize({ width: 390, height: 844 });
    await asAdmin();
    await write('60199900002', 'Bea', 'where are you?');
    await on.page.goto('/c/demo/inbox');
    await on.page.getByRole('link', { name: /Bea/ }).click();
    const history = on.page.getByRole('log', { name: 'History' });
    await history.getByText('where are you?').waitFor();
    await write('60199900002', 'Bea', 'thank you!');
    await history.getByText('thank you!').waitFor();
    expect(await on.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await on.page.getByRole('link', { name: 'All chats' }).click();
    await on.page.getByRole('list', { name: 'Chats' }).getByRole('link', { name: /Bea/ }).waitFor();
    expect(await violationsInBothThemes(on.page)).toEqual([]);
  });

  it('tells the person that somebody types, and tells once more only while he does', async () => {
    const told: string[] = [];
    on.page.on('request', (request) => {
      if (request.url().endsWith('/typing')) told.push(request.postData() ?? '');
    });
    await write('60199900003', 'Cy', 'hello?');
    await asAdmin();
    await on.page.goto('/c/demo/inbox');
    await on.page.getByRole('link', { name: /Cy/ }).click();
    const field = on.page.getByLabel('Message', { exact: true });
    const answered = on.page.waitForResponse((response) => response.url().endsWith('/typing'));
    await field.pressSequentially('I look it up');
    expect((await answered).status()).toBe(204);
    expect(told).toEqual([JSON.stringify({ state: 'typing', seconds: 10, phoneIndex: 1 })]);
  });

  it('sends a template to who has not written for long, filled in and as it will look', async () => {
    const { page } = on;
    const name = 'inbox_parcel';
    const button = { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}', example: ['x'] };
    const { templateId } = await system.post<{ templateId: string }>('/api/v2/templates/demo/1', {
      name,
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'BODY', text: 'Hello {{1}}, your parcel is here.', example: { body_text: [['Ana']] } },
        { type: 'BUTTONS', buttons: [button] },
      ],
    });
    await expect
      .poll(() => system.get(`/api/v2/templates/demo/1/${templateId}`), { timeout: 30_000 })
      .toMatchObject({ status: 'APPROVED' });
    await asAdmin();
    await page.goto('/c/demo/inbox/1/60199900004');
    await page.getByRole('button', { name: 'Send a template' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Template').click();
    await page.getByRole('option', { name: `${name} (en_US)` }).click();
    await dialog.getByLabel('Body: {{1}}').fill('Dee');
    await dialog.getByLabel('End of the address of “Track”').fill('4711');
    await dialog.getByText('Hello Dee, your parcel is here.').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const bubble = page.getByRole('log', { name: 'History' }).locator('[data-out]');
    await bubble.getByText(name).waitFor();
    await bubble.getByText(/^(delivered|read)$/).waitFor();
    const last = page.getByRole('list', { name: 'Chats' }).getByRole('link', { name: /60199900004/ });
    await last.getByText(`You: Template: ${name}`).waitFor();
  });
});

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
