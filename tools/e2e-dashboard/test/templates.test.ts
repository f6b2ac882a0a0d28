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
    await dialog.getByLabel('Quick reply 1').fill('Thank you');
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
});
