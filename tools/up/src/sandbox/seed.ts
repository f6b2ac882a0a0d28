import { Refusal } from '../refusal.ts';
import type { Secrets } from '../secrets.ts';
import { request, type Answer } from '../system/http.ts';

/** What the sandbox begins with. */
export const DEMO = {
  companyId: 'demo',
  name: 'Demo company',
  webPhone: 0,
  metaPhone: 1,
  phoneNumberId: '100000000000001',
  wabaId: '200000000000001',
  /** The number that the simulated WhatsApp Web phone is paired with. */
  webNumber: '60111000000',
} as const;

interface Target {
  apiUrl: string;
  secrets: Secrets;
  signal?: AbortSignal;
}

/** Makes the demo company and its two phones where they are not there; what is there is left as it is. */
export async function seed(target: Target): Promise<{ made: string[] }> {
  const { companyId, name, webPhone, metaPhone } = DEMO;
  const phones = `/api/v2/companies/${companyId}/phones`;
  const made: string[] = [];
  const ensure = async (what: string, at: string, path: string, body: object) => {
    if ((await call(target, 'GET', at, [200, 404])).status === 200) return;
    // 409: another start of the same system was faster
    if ((await call(target, 'POST', path, [201, 409], body)).status === 201) made.push(what);
  };

  await ensure('company demo', `/api/v2/companies/${companyId}`, '/api/v2/companies', {
    id: companyId,
    name,
  });
  await ensure('phone 0 (WhatsApp Web)', `${phones}/${webPhone}`, phones, {
    phoneIndex: webPhone,
    name: 'Sandbox, WhatsApp Web',
    connectionType: 'wwebjs',
    mode: 'sandbox',
  });
  await ensure('phone 1 (Cloud API)', `${phones}/${metaPhone}`, phones, {
    phoneIndex: metaPhone,
    name: 'Sandbox, Cloud API',
    connectionType: 'meta',
    mode: 'sandbox',
    meta: {
      phoneNumberId: DEMO.phoneNumberId,
      wabaId: DEMO.wabaId,
      accessToken: 'sandbox-token',
      appSecret: target.secrets.META_APP_SECRET,
      verifyToken: target.secrets.META_VERIFY_TOKEN,
    },
  });
  return { made };
}

async function call(
  { apiUrl, secrets, signal }: Target,
  method: string,
  path: string,
  expected: number[],
  body?: object,
): Promise<Answer> {
  const answer = await request(`${apiUrl}${path}`, {
    method,
    key: secrets.ADMIN_API_KEY,
    ...(body && { body }),
    ...(signal && { signal }),
  });
  if (answer && expected.includes(answer.status)) return answer;
  const detail = answer ? `${answer.status} ${JSON.stringify(answer.body)}` : 'nothing';
  throw new Refusal(`The sandbox cannot be set up: ${method} ${path} answered ${detail}.`);
}
