/** How a receiver checks that an event is from here: standardwebhooks.com, in TypeScript for Node. */
export const VERIFY = `import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether a request is ours. \`body\` is its text as it came, before
 * JSON.parse; \`secret\` starts with whsec_.
 */
export function isGenuine(
  headers: Record<string, string | undefined>,
  body: string,
  secret: string,
): boolean {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(ageSeconds < 300)) return false; // an old one, sent again by somebody else
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key)
    .update(\`\${id}.\${timestamp}.\${body}\`)
    .digest();
  // While a secret is rotated there is a signature of each.
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;
