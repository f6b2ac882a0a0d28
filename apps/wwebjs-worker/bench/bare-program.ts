/**
 * What `npm run bench` holds the WhatsApp Web worker against: a program with one session of bare whatsapp-web.js, on the
 * same page and with the worker's own arguments for Chromium. Arguments: its port, the simulator's port, a folder.
 *
 * `GET /health` answers once the session is ready; `POST /send?ms=N&waits=1` sends texts one after the other for so long
 * and answers `{ sent, ms }`.
 */
import { createServer } from 'node:http';
import { browserArgs, findBrowser } from '../src/browser.ts';
import { openBare, type BareSession } from './bare.ts';

const NUMBER = '60129999999';
const CHATS = 50;
const TEXT = 'A message of usual length, as it is sent a thousand times a day.';
const SCAN_MS = 10_000;

const [port, simPort, folder] = process.argv.slice(2) as [string, string, string];
const settings = { executablePath: '', extraArgs: [], sandboxUrl: `https://127.0.0.1:${simPort}` };

const session = await openBare({
  folder,
  number: NUMBER,
  executablePath: findBrowser(process.env.CHROME_PATH),
  args: browserArgs(settings, 'sandbox') ?? [],
  async scan(qr) {
    const response = await fetch(`http://127.0.0.1:${simPort}/sim/scan`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ qr, phoneNumber: NUMBER }),
      signal: AbortSignal.timeout(SCAN_MS),
    });
    if (!response.ok) throw new Error(`The simulator takes no QR code: ${response.status}`);
  },
});

let count = 0;
async function sendFor(ms: number, waits: boolean, { text }: BareSession) {
  const startedMs = performance.now();
  let sent = 0;
  for (; performance.now() - startedMs < ms; sent++)
    await text(`6013${String(count++ % CHATS).padStart(7, '0')}`, TEXT, { waits });
  return { sent, ms: performance.now() - startedMs };
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const answer = (body: object, status = 200) => response.writeHead(status).end(JSON.stringify(body));
  if (pathname !== '/send') return void answer({ status: 'ok' });
  sendFor(Number(searchParams.get('ms')), searchParams.get('waits') === '1', session).then(
    (result) => answer(result),
    (error: unknown) => answer({ error: String(error) }, 500),
  );
});
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void session.close().finally(() => process.exit(0));
});
server.listen(Number(port), '127.0.0.1');
