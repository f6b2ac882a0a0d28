import type { Bench } from './system.ts';

/** A company with phones of the Cloud API in the sandbox, and a key that may do all that one of a company may. */
export interface BenchCompany {
  id: string;
  key: string;
  phones: number;
  phoneNumberIds: string[];
}

const SCOPES = ['messages:send', 'messages:read', 'webhooks:manage'];
let made = 0;

/** Needs the API. Its phones are served as soon as a Meta worker runs. */
export async function makeCompany({ system }: Bench, { phones }: { phones: number }): Promise<BenchCompany> {
  const id = `bench-${++made}`;
  await system.post('/api/v2/companies', { id, name: id });
  const { key } = await system.post<{ key: string }>(`/api/v2/companies/${id}/api-keys`, {
    name: 'bench',
    scopes: SCOPES,
  });
  const numberOf = (phoneIndex: number) =>
    `1${String(made).padStart(5, '0')}${String(phoneIndex).padStart(9, '0')}`;
  const phoneNumberIds = Array.from({ length: phones }, (_, phoneIndex) => numberOf(phoneIndex));
  for (const [phoneIndex, phoneNumberId] of phoneNumberIds.entries())
    await system.post(`/api/v2/companies/${id}/phones`, {
      phoneIndex,
      connectionType: 'meta',
      mode: 'sandbox',
      meta: {
        phoneNumberId,
        wabaId: `2${String(made).padStart(14, '0')}`,
        accessToken: 'bench',
      },
    });
  return { id, key, phones, phoneNumberIds };
}

/** What earlier scenarios left is gone: no message, event or token waits. Apps should not run meanwhile. */
export async function clear({ postgres, redis }: Bench): Promise<void> {
  await postgres.query(
    'TRUNCATE messages, message_events, message_attempts, idempotency_keys, webhook_deliveries, inbound_journal, chats, contacts CASCADE',
  );
  await redis.empty();
}

const CHATS = 1000;
/** As numbers of Malaysia that nobody has. */
export const chatOf = (n: number): string => `6010${String(n % CHATS).padStart(7, '0')}`;
export const TEXT = 'A message of usual length, as it is sent a thousand times a day.';
export const chats = (): string[] => Array.from({ length: CHATS }, (_, n) => chatOf(n));
