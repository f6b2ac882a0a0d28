import { DEMO } from './sandbox/seed.ts';

const RECIPIENT = '60123456789';

/** What is printed when everything is ready. */
export function banner({
  apiUrl,
  apiKey,
  homeDir,
  sandbox,
}: {
  apiUrl: string;
  apiKey: string;
  homeDir: string;
  sandbox: boolean;
}): string {
  const lines = [
    '',
    'Watertight is ready.',
    '',
    `  Dashboard       ${apiUrl}/  (sign in with the API key)`,
    `  API reference   ${apiUrl}/docs  (OpenAPI: ${apiUrl}/openapi.json)`,
    `  API key         ${apiKey}`,
    `  State and logs  ${homeDir}`,
    '',
    ...(sandbox ? sandboxLines(apiUrl, apiKey) : []),
    'Ctrl-C drains and stops everything.',
    '',
  ];
  return lines.join('\n');
}

const sandboxLines = (apiUrl: string, apiKey: string): string[] => [
  'The sandbox phones talk to simulators: nothing sent from them reaches anybody. A text through each channel:',
  '',
  curl(apiUrl, apiKey, 'Hello from WhatsApp Web', DEMO.webPhone),
  '',
  curl(apiUrl, apiKey, 'Hello from the Cloud API', DEMO.metaPhone),
  '',
];

const curl = (apiUrl: string, apiKey: string, message: string, phoneIndex: number): string =>
  `curl -sS -X POST ${apiUrl}/api/v2/messages/text/${DEMO.companyId}/${RECIPIENT} -H "Authorization: Bearer ${apiKey}" -H 'Content-Type: application/json' -d '${JSON.stringify({ message, phoneIndex })}'`;
