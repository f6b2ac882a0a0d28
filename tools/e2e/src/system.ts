/** Where a running system answers. */
export interface Addresses {
  api: string;
  orchestrator: string;
  metaSim: string;
  waWebSim: string;
  adminKey: string;
}

export interface MessageView {
  id: string;
  status: string;
  chatId: string;
  phoneIndex: number;
  attempts: number;
  providerMessageId: string | null;
  content: { text?: string };
  events?: { type: string; at: string; detail: Record<string, unknown> | null }[];
  [field: string]: unknown;
}

export interface MetaLedgerEntry {
  seq: number;
  id: string;
  to: string;
  text: string;
  opaque: string;
  at: string;
  times: number;
}

export interface WebLedgerEntry {
  seq: number;
  key: string;
  to: string;
  text: string;
  at: string;
  times: number;
}

const REQUEST_MS = 10_000;
const ROLES = ['api', 'wwebjs', 'meta', 'webhook'];

/** A client of the running system and of its simulators; each call has a deadline. */
export class System {
  readonly at: Addresses;

  constructor(at: Addresses) {
    this.at = at;
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.at.api}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.at.adminKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
  }

  async get<T>(path: string): Promise<T> {
    return read<T>(await this.request('GET', path));
  }

  async post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return read<T>(await this.request('POST', path, body, headers));
  }

  /** Sends a text; throws unless it was accepted. */
  send(
    phoneIndex: number,
    chatId: string,
    message: string,
    more: Record<string, unknown> = {},
  ): Promise<MessageView> {
    return this.post(`/api/v2/messages/text/demo/${chatId}`, { message, phoneIndex, ...more });
  }

  message(id: string): Promise<MessageView> {
    return this.get(`/api/v2/messages/demo/${id}`);
  }

  async phoneStatus(phoneIndex: number): Promise<string> {
    return (await this.get<{ status: string }>(`/api/v2/bots/demo/${phoneIndex}`)).status;
  }

  /**
   * The process id of a supervised process, by the name that its instances share or by an instance's own. Where all
   * roles run in one process, that is the one of each role.
   */
  async pidOf(name: string): Promise<number> {
    const processes = await this.#processes();
    const isIt = ({ name: own, instanceId }: { name: string; instanceId: string }) =>
      [own, instanceId].includes(name) || (own === 'single' && ROLES.includes(name));
    const pid = processes.find((process) => isIt(process) && process.state === 'running')?.pid;
    if (!pid) throw new Error(`${name} is not running`);
    return pid;
  }

  /** How often all instances of a supervised process together were started again. */
  async restartsOf(name: string): Promise<number> {
    const processes = await this.#processes();
    return processes.filter((one) => one.name === name).reduce((sum, { restarts }) => sum + restarts, 0);
  }

  async #processes() {
    const { processes } = await readFrom<{
      processes: { name: string; instanceId: string; pid: number | null; state: string; restarts: number }[];
    }>(`${this.at.orchestrator}/processes`);
    return processes;
  }

  /** Ends a process of this system as hard as it can be ended. */
  async kill(name: string): Promise<number> {
    const pid = await this.pidOf(name);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  async metaLedger(after = 0): Promise<MetaLedgerEntry[]> {
    const all: MetaLedgerEntry[] = [];
    for (let next: number | null = after; next !== null;) {
      const page: { entries: MetaLedgerEntry[]; nextAfter: number | null } = await readFrom(
        `${this.at.metaSim}/sim/ledger?after=${next}&limit=10000`,
      );
      all.push(...page.entries);
      next = page.nextAfter;
    }
    return all;
  }

  async webLedger(after = 0): Promise<WebLedgerEntry[]> {
    const url = `${this.at.waWebSim}/sim/ledger?after=${after}`;
    return (await readFrom<{ messages: WebLedgerEntry[] }>(url)).messages;
  }

  /** What a simulator answers. */
  observe<T>(at: 'metaSim' | 'waWebSim', path: string): Promise<T> {
    return readFrom(`${this.at[at]}${path}`);
  }

  async simulate(at: 'metaSim' | 'waWebSim', path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.at[at]}${path}`, {
      method: path.startsWith('/sim/behaviour') ? 'PUT' : 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    await read(response);
  }
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${text.slice(0, 500)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

const readFrom = async <T>(url: string): Promise<T> =>
  read<T>(await fetch(url, { signal: AbortSignal.timeout(REQUEST_MS) }));
