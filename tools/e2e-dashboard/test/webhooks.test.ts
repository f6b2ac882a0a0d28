import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { transformWithOxc } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '@watertight/testkit';
import { stage, violationsInBothThemes } from '@watertight/e2e-dashboard';

const on = stage();
const { system, asAdmin, seen } = on;

interface Taken {
  headers: Record<string, string | undefined>;
  body: string;
}

/** A customer's receiver: broken until it is repaired. */
class Receiver {
  isBroken = true;
  readonly taken: Taken[] = [];
  readonly #server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (this.isBroken) return void response.writeHead(500).end('the shelf fell on the server');
      this.taken.push({ headers: request.headers as Taken['headers'], body });
      response.writeHead(204).end();
    });
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/events`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const receivers: Receiver[] = [];

/** A company with a receiver of its own, so that no story waits for what another has left. */
async function companyWithReceiver(id: string): Promise<Receiver> {
  const receiver = new Receiver();
  receivers.push(receiver);
  await receiver.start();
  await system.post('/api/v2/companies', { id, name: 'Hooks' });
  return receiver;
}

afterAll(() => {
  for (const receiver of receivers) receiver.stop();
});

/** The code that a page shows, run. */
async function moduleOf<T>(source: string): Promise<T> {
  const { code } = await transformWithOxc(source, 'shown.ts');
  return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as T;
}

interface Shown {
  isGenuine(headers: Taken['headers'], body: string, secret: string): boolean;
}

describe('webhooks', () => {
  it('finds a delivery that was refused, reads the answer, and brings it to the repaired receiver', async () => {
    const { page } = on;
    const receiver = await companyWithReceiver('hooks-refused');
    await asAdmin();
    await page.goto('/c/hooks-refused/webhooks');
    await seen('Nobody is told what happens yet');
    await page.getByRole('button', { name: 'Add a webhook' }).click();
    await page.getByLabel(/^Address/).fill(receiver.url);
    await page.getByLabel('Description').fill('The shop');
    const form = page.getByRole('dialog');
    await form.getByRole('checkbox', { name: 'Phones' }).check();
    expect(await form.getByRole('checkbox', { name: 'phone.qr' }).isChecked()).toBe(true);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await form.getByRole('button', { name: 'Add the webhook' }).click();

    const secretShown = page.getByRole('dialog').getByText(/^whsec_/);
    const secret = (await secretShown.textContent()) ?? '';
    const code = (await page.getByLabel('Verify a signature, in TypeScript').textContent()) ?? '';
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await secretShown.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'The shop' }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);

    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('Failing', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'webhook.test' }).click();
    const delivery = page.getByRole('dialog');
    await delivery.getByText('the shelf fell on the server').waitFor();
    await delivery.getByText(/Answered 500/).waitFor();
    await delivery.getByText('user-agent:').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);

    // It is tried again by itself after five seconds, and then not for half a minute: time to be the one who tries.
    await delivery.getByRole('tab', { name: 'Attempt 2: 500' }).waitFor();
    receiver.isBroken = false;
    await delivery.getByRole('button', { name: 'Try now' }).click();
    await delivery.getByText('delivered', { exact: true }).waitFor();
    const [taken] = await eventually(async () => {
      expect(receiver.taken).toHaveLength(1);
      return receiver.taken;
    });
    const { isGenuine } = await moduleOf<Shown>(code);
    expect(isGenuine(taken!.headers, taken!.body, secret)).toBe(true);
    expect(isGenuine(taken!.headers, `${taken!.body} `, secret)).toBe(false);

    await delivery.getByRole('button', { name: 'Redeliver' }).click();
    await eventually(() => expect(receiver.taken).toHaveLength(2), { timeoutMs: 15_000 });
    expect(receiver.taken[1]).toMatchObject({ body: taken!.body });
    await page.keyboard.press('Escape');
    await delivery.waitFor({ state: 'detached' });
    await page.getByText('Enabled', { exact: true }).waitFor();
  });

  it('delivers a range again, rotates the secret, disables and deletes', async () => {
    const { page } = on;
    const receiver = await companyWithReceiver('hooks-again');
    receiver.isBroken = false;
    const { id } = await system.post<{ id: string }>('/api/v2/webhooks/hooks-again', {
      url: receiver.url,
      description: 'The shop',
      events: ['phone.status'],
    });
    await system.post(`/api/v2/webhooks/hooks-again/${id}/test`, undefined);
    await asAdmin();
    await page.goto('/c/hooks-again/webhooks');
    await page.getByRole('link', { name: 'The shop' }).click();
    await page.getByRole('row').filter({ hasText: 'webhook.test' }).getByText('delivered').waitFor();
    await page.getByRole('button', { name: 'Redeliver a range' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Delivered/).check();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Redeliver' }).click();
    await seen('1 event is delivered again');
    await eventually(() => expect(receiver.taken).toHaveLength(2), { timeoutMs: 15_000 });

    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    };
    await choose('Rotate the secret');
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page
      .getByRole('dialog')
      .getByText(/^whsec_/)
      .waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await seen('2 sign, until the older end');

    await choose('Edit');
    await page.getByRole('dialog').getByLabel('Description').fill('The warehouse');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'The warehouse' }).waitFor();
    await choose('Disable');
    await seen('It was switched off here.');
    await page.getByRole('button', { name: 'Enable' }).click();
    await page.getByText('Enabled', { exact: true }).first().waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);

    await choose('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await seen('Nobody is told what happens yet');
  });
});
