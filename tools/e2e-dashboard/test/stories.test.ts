import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';

const on = stage();
const { system, asAdmin, seen } = on;

describe('signing in', () => {
  it('takes the key that npm start prints, and keeps it for the tab alone', async () => {
    const { page } = on;
    expect(on.printed).toContain(`Dashboard       ${system.at.api}/`);
    await page.goto('/');
    await page.waitForURL('**/sign-in');
    expect(await violationsInBothThemes(page)).toEqual([]);
    await asAdmin();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await seen('Live');
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const other = await page.context().newPage();
    await other.goto('/');
    await other.waitForURL('**/sign-in');
    await other.close();
    expect(page.url()).not.toContain(system.at.adminKey);
  });

  it('says in words what is wrong, with the code that explains it', async () => {
    const { page } = on;
    await page.goto('/sign-in');
    await page.getByText('With a key').click();
    await page.getByLabel(/^API key/).fill('wt_this_is_no_key_at_all');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await seen('The API key is not valid.');
    const link = page.getByRole('link', { name: 'UNAUTHENTICATED' });
    expect(await link.getAttribute('href')).toBe('/docs/errors#UNAUTHENTICATED');
  });

  it('shows an employee his company and what his role may, and nothing of another company', async () => {
    const { page } = on;
    await system.post('/api/v2/companies', { id: 'other', name: 'Other' });
    const meta = { phoneNumberId: '100000000000090', accessToken: 'sandbox-token' };
    const phone = { connectionType: 'meta', name: 'Front desk', mode: 'sandbox', meta };
    await system.post('/api/v2/companies/other/phones', phone);
    const password = 'correct horse battery';
    await system.post('/api/v2/companies/other/employees', {
      email: 'vi@example.org',
      name: 'Vi',
      role: 'viewer',
      password,
    });
    await page.goto('/sign-in');
    await page.getByLabel(/^Email/).fill('vi@example.org');
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/c/other/overview');
    await seen('Live');
    await page.goto('/c/other/playground');
    await seen('This page is not for your role');
    await seen(/It needs the scope messages:send\./);
    await page.goto('/c/other/messages');
    await page.getByPlaceholder('Any phone').click();
    await page.getByRole('option', { name: '0 Front desk' }).waitFor();
    await page.goto('/c/demo/overview');
    await seen('There is no company demo for you');
    const foreign = await page.request.get('/api/v2/messages/demo');
    expect([foreign.status(), ((await foreign.json()) as { code: string }).code]).toEqual([
      404,
      'COMPANY_NOT_FOUND',
    ]);
    await page.getByRole('button', { name: 'Signed in as Vi' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/sign-in**');
    expect((await page.request.get('/api/v2/auth/me')).status()).toBe(401);
  });
});

describe('the overview', () => {
  it('shows a hung worker as down, then up again, and counts what is sent meanwhile by the other', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/demo/overview');
    const row = page.getByRole('row').filter({ hasText: 'Cloud API worker' });
    await row.getByText('healthy').waitFor();
    const pid = await system.pidOf('meta');
    process.kill(pid, 'SIGSTOP'); // hung: nobody restarts it at once, see src/setup.ts
    await row.getByText('down', { exact: true }).waitFor();
    await seen('Cloud API worker is down');
    const { id } = await system.send(0, '60123456789', 'while the other is down');
    await page.getByText('Messages a minute, by channel').waitFor();
    expect(id).toMatch(/^msg_/);
    await row.getByText('healthy').waitFor({ timeout: 60_000 });
    await page.getByText('Cloud API worker is down').waitFor({ state: 'hidden' });
    expect(await violationsInBothThemes(page)).toEqual([]);
  });

  it('shows a killed worker as down while nobody starts it, then up again, with one restart more', async () => {
    const { page } = on;
    await asAdmin();
    const row = page.getByRole('row').filter({ hasText: 'Webhook' });
    await row.getByText('healthy').waitFor();
    const restarts = await system.restartsOf('webhook');
    const pid = await system.pidOf('webhook');
    const supervisor = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
    process.kill(supervisor, 'SIGSTOP'); // or the worker would be back before anybody sees it
    try {
      process.kill(pid, 'SIGKILL');
      await row.getByText('down', { exact: true }).waitFor();
    } finally {
      process.kill(supervisor, 'SIGCONT');
    }
    await row.getByText('healthy').waitFor({ timeout: 60_000 });
    expect(await system.restartsOf('webhook')).toBe(restarts + 1);
    await row.getByRole('cell', { name: String(restarts + 1), exact: true }).waitFor();
  });

  it('is reached by the keyboard, and fits a phone', async () => {
    const { page } = on;
    await page.setViewportSize({ width: 390, height: 844 });
    await asAdmin();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await seen('Processes');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
