import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';

const on = stage();
const { system, asAdmin, seen } = on;
const PASSWORD = 'correct horse battery';

beforeAll(async () => {
  for (const id of ['people', 'neighbours']) await system.post('/api/v2/companies', { id, name: id });
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(/^Email/).fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/c\//);
}

const rowOf = (text: string) => on.page.getByRole('row').filter({ hasText: text });

async function choose(name: string, item: string): Promise<void> {
  await on.page.getByRole('button', { name: `What to do with ${name}` }).click();
  await on.page.getByRole('menuitem', { name: item }).click();
}

describe('employees', () => {
  it('are added with a first password, work with it, get another role, are locked out and removed', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/people/employees');
    await seen('Nobody signs in here yet');
    expect(await violationsInBothThemes(page)).toEqual([]);

    await page.getByRole('button', { name: 'Add an employee' }).click();
    await page.getByLabel(/^Name/).fill('Ana Lim');
    await page.getByLabel(/^Email/).fill('ana@example.org');
    const password = await page.getByLabel(/^First password/).inputValue();
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    await page.getByRole('radio', { name: 'viewer' }).check();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add employee' }).click();
    await seen('Hand this over');
    await seen(password);
    await page.getByRole('button', { name: 'Done' }).click();
    await rowOf('Ana Lim').getByText('never').waitFor();

    await page.getByRole('button', { name: 'Add an employee' }).click();
    await page.getByLabel(/^Name/).fill('Another Ana');
    await page.getByLabel(/^Email/).fill('ana@example.org');
    await page.getByRole('button', { name: 'Add employee' }).click();
    await page.getByRole('link', { name: 'EMPLOYEE_EXISTS' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();

    const tries = (given: string) =>
      page.request.post('/api/v2/auth/sign-in', { data: { email: 'ana@example.org', password: given } });
    expect((await tries(password)).status()).toBe(200);

    await choose('Ana Lim', 'Change name or role');
    await page.getByRole('radio', { name: 'agent' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await rowOf('Ana Lim').getByRole('cell', { name: 'agent', exact: true }).waitFor();
    await rowOf('Ana Lim').getByText(/ ago$/).waitFor();

    await choose('Ana Lim', 'Set a new password');
    await page.getByLabel(/^First password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    expect([(await tries(password)).status(), (await tries(PASSWORD)).status()]).toEqual([401, 200]);
    expect(await violationsInBothThemes(page)).toEqual([]);

    await choose('Ana Lim', 'Lock out');
    await page.getByRole('button', { name: 'Lock out' }).click();
    await rowOf('Ana Lim').getByText('locked out').waitFor();
    expect((await tries(PASSWORD)).status()).toBe(401);
    await choose('Ana Lim', 'Let in again');
    await rowOf('Ana Lim').getByText('can sign in').waitFor();

    await choose('Ana Lim', 'Remove');
    await seen('Remove Ana Lim?');
    await page.getByRole('button', { name: 'Leave it' }).click();
    await choose('Ana Lim', 'Remove');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await seen('Nobody signs in here yet');
  });

  it('see nothing of another company, by address or by the calls that pages make', async () => {
    const { page } = on;
    for (const company of ['people', 'neighbours'])
      await system.post(`/api/v2/companies/${company}/employees`, {
        email: `boss@${company}.example`,
        name: `Boss of ${company}`,
        role: 'admin',
        password: PASSWORD,
      });
    await system.post('/api/v2/companies/neighbours/api-keys', { name: 'Secret', scopes: ['messages:send'] });
    const paths = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'GET' && pathname.includes('/people')) paths.add(pathname);
    });
    await signIn(page, 'boss@people.example', PASSWORD);
    await seen('Live');
    // What is shown once the page has asked for all that it shows.
    for (const [path, shown] of [
      ['overview', 'No messages in the last hour'],
      ['employees', 'boss@people.example'],
      ['api-keys', 'No program has a key yet'],
    ] as const) {
      await page.goto(`/c/people/${path}`);
      await seen(shown);
    }
    const asked = [...paths].filter((path) => path.startsWith('/api/'));
    expect(asked).toContain('/api/v2/companies/people/employees');
    expect(asked).toContain('/api/v2/companies/people/api-keys');

    const answers = await Promise.all(
      asked.map(async (path) => {
        const answer = await page.request.get(path.replace('/people', '/neighbours'));
        return [path, answer.status(), ((await answer.json()) as { code: string }).code];
      }),
    );
    expect(answers).toEqual(asked.map((path) => [path, 404, 'COMPANY_NOT_FOUND']));

    for (const path of ['overview', 'employees', 'api-keys']) {
      await page.goto(`/c/neighbours/${path}`);
      await seen('There is no company neighbours for you');
    }
    expect(await page.getByText('Boss of neighbours').count()).toBe(0);
    expect(await page.getByRole('navigation').getByText('neighbours').count()).toBe(0);
  });

  it('are told in words what their role may not; they change their password and end their sessions', async () => {
    const { page } = on;
    await system.post('/api/v2/companies/people/employees', {
      email: 'vi@people.example',
      name: 'Vi',
      role: 'viewer',
      password: PASSWORD,
    });
    await signIn(page, 'vi@people.example', PASSWORD);
    await page.getByRole('link', { name: 'Overview' }).waitFor();
    for (const title of ['Employees', 'API keys'])
      expect(await page.getByRole('link', { name: title }).count()).toBe(0);
    await page.goto('/c/people/api-keys');
    await seen('This page is not for your role');
    await seen(/It needs the scope company:admin/);
    const send = await page.request.post('/api/v2/messages/text/people/60123456789', {
      data: { message: 'no' },
      headers: { origin: system.at.api },
    });
    expect([send.status(), ((await send.json()) as { code: string }).code]).toEqual([403, 'FORBIDDEN']);

    await page.getByRole('button', { name: 'Signed in as Vi' }).click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    await page.getByLabel(/^Password now/).fill('something else');
    await page.getByLabel(/^New password/).fill('staple battery horse');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByRole('link', { name: 'SIGN_IN_FAILED' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByLabel(/^Password now/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Change password' }).click();
    await seen('Your password is changed');

    await page.getByRole('button', { name: 'Signed in as Vi' }).click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.waitForURL('**/sign-in**');
    expect((await page.request.get('/api/v2/auth/me')).status()).toBe(401);
    await signIn(page, 'vi@people.example', 'staple battery horse');
    await page.waitForURL('**/c/people/overview');
  });
});

describe('a session that ends while somebody works', () => {
  it('is told in a sentence, and who signs in again is where he was', async () => {
    const { page } = on;
    const { id } = await system.post<{ id: string }>('/api/v2/companies/people/employees', {
      email: 'gone@people.example',
      name: 'Gone',
      role: 'admin',
      password: PASSWORD,
    });
    const end = () =>
      system.request('PATCH', `/api/v2/companies/people/employees/${id}`, { password: PASSWORD });
    await signIn(page, 'gone@people.example', PASSWORD);
    await page.goto('/c/people/contacts');
    await seen('There are no contacts yet');

    const again = async (place: string) => {
      await page.waitForURL('**/sign-in?to=**');
      await seen('Your session is over. Sign in again to go on where you were.');
      expect(await violationsInBothThemes(page)).toEqual([]);
      await page.getByLabel(/^Email/).fill('gone@people.example');
      await page.getByLabel(/^Password/).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.waitForURL(`**${place}`);
    };
    expect((await end()).status).toBe(200);
    await page.getByLabel('Search contacts').fill('Ana');
    await again('/c/people/contacts');
    await seen('There are no contacts yet');

    // The same when nothing is open that could be refused: the page is loaded anew.
    await page.goto('/c/people/messages?status=failed');
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    expect((await end()).status).toBe(200);
    await page.reload();
    await again('/c/people/messages?status=failed');
  });
});

describe('API keys', () => {
  it('are made with scopes, shown once, send a message, and are answered 401 once revoked', async () => {
    const { page } = on;
    await asAdmin();
    await page.goto('/c/demo/api-keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel(/^Name/).fill('Shop of the story');
    await page.getByRole('checkbox', { name: 'messages:read' }).uncheck();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make key' }).click();
    const line = await page.getByLabel('For the shell').textContent();
    const key = /'(wt_[^']+)'/.exec(line ?? '')?.[1] ?? '';
    expect(key).not.toBe('');
    expect(await page.getByLabel('Try it').textContent()).toContain('/api/v2/messages/text/demo/');
    await page.getByRole('button', { name: 'I have it' }).click();

    const call = (path: string, body?: object) =>
      fetch(`${system.at.api}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(10_000),
      });
    const sent = await call('/api/v2/messages/text/demo/60111222333', { message: 'by a key', phoneIndex: 0 });
    expect(sent.status).toBe(202);
    expect((await call('/api/v2/messages/demo')).status).toBe(403);
    await page.reload();
    const row = rowOf('Shop of the story');
    await row.getByText('messages:send').waitFor();
    await row.getByText('1000 a second').waitFor();
    expect(await row.getByText('messages:read').count()).toBe(0);
    expect(await page.content()).not.toContain(key);
    expect(await violationsInBothThemes(page)).toEqual([]);

    await page.getByRole('button', { name: 'Revoke Shop of the story' }).click();
    await seen('Revoke Shop of the story?');
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await row.waitFor({ state: 'detached' });
    expect((await call('/api/v2/messages/text/demo/60111222333', { message: 'no more' })).status).toBe(401);
  });
});
