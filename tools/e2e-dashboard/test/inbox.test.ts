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
    await chat.click();
    const history = on.page.getByRole('log', { name: 'History' });
    await history.getByText('is my order ready?').waitFor();
    await chat.getByLabel('1 unread').waitFor({ state: 'hidden' });

    await on.page.getByLabel('Message', { exact: true }).fill('It is, come by');
    await on.page.keyboard.press('Enter');
    const answer = history.locator('[data-out]').filter({ hasText: 'It is, come by' });
    await answer.getByText('read', { exact: true }).waitFor();
    expect((await system.metaLedger()).filter(({ text }) => text === 'It is, come by')).toHaveLength(1);

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
});

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
