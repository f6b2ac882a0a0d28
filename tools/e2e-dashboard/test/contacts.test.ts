import { beforeAll, describe, expect, it } from 'vitest';
import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';

const on = stage();
const { system, asAdmin, seen } = on;
const COMPANY = 'address-book';

beforeAll(() => system.post('/api/v2/companies', { id: COMPANY, name: 'People' }));

describe('contacts', () => {
  it('are added, imported with a word on each faulty row, found, changed and deleted', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto(`/c/${COMPANY}/contacts`);
    await seen('There are no contacts yet');
    await page.getByRole('button', { name: 'Add a contact' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Number/).fill('+60 12-345 6789');
    await dialog.getByLabel('Name').fill('Ana Lim');
    await dialog.getByRole('button', { name: 'Add the contact' }).click();
    await page.getByRole('cell', { name: '60123456789' }).waitFor();

    await page.getByRole('button', { name: 'Import' }).click();
    const rows = [
      'phone;name;tier',
      '60123456789;Ana Lim;gold',
      'no number;Ghost;',
      ...Array.from({ length: 60 }, (_, n) => `6019${String(n).padStart(7, '0')};Person ${n};`),
    ];
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) };
    await page.locator('input[type=file]').setInputFiles(file);
    await dialog.getByRole('cell', { name: 'gold' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Import 62 rows' }).click();
    await dialog.getByText('60 added').waitFor();
    await dialog.getByText('1 changed').waitFor();
    const faulty = dialog.getByRole('row').filter({ hasText: 'Ghost' });
    expect(await faulty.textContent()).toMatch(/^2no number, Ghost.*phoneNumber/);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('row').filter({ hasText: 'Ana Lim' }).getByText('tier: gold').waitFor();

    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('cell', { name: 'Person 59', exact: true }).waitFor();
    await page.getByLabel('Search contacts').fill('60190000007');
    await page.getByRole('cell', { name: 'Person 59', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Edit Person 7' }).click();
    await dialog.getByLabel('Name').fill('Seven');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: 'Seven', exact: true }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete Seven' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await seen('Nobody is found by');
  });

  it('asks WhatsApp which numbers are there', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/demo/contacts');
    await page.getByRole('button', { name: 'Check numbers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Numbers').fill('60123456789\n12');
    await dialog.getByText('“12” is no number with its country code').waitFor();
    await dialog.getByLabel('Numbers').fill('60123456789');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText('on WhatsApp', { exact: true }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
