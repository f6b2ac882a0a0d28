import type { Fate, Report, ReportedPhone, TakenBack } from './run.ts';

const WORDS: Record<Fate, string> = {
  carried: 'carried',
  there: 'was there already',
  planned: 'would be made',
  refused: 'REFUSED',
  left: 'NOT CARRIED',
};

const NEVER = `Never carried: logins of WhatsApp Web (each phone is paired anew), messages and contacts, webhooks that the
other gateway has for all of its sessions in its environment. Phones that were made are stopped: start one when its
turn has come, and end it there first.`;

/** The report for a person. */
export function reportPage({ source, companyId, company, phones }: Report, file: string): string {
  return [
    `From ${source} into the company ${companyId} (${WORDS[company]}): ${phones.length} phones`,
    '',
    ...phones.flatMap(phoneLines),
    '',
    NEVER,
    `What was made, with the secrets of webhooks, is recorded in ${file}.`,
    '',
  ].join('\n');
}

function phoneLines(phone: ReportedPhone): string[] {
  const { name, connectionType, phoneNumber, phoneIndex, fate, notes, webhooks } = phone;
  const place = phoneIndex === null ? '' : ` as phone ${phoneIndex}`;
  return [
    `${name} (${connectionType}${phoneNumber ? `, ${phoneNumber}` : ''}): ${WORDS[fate]}${place}`,
    ...notes.map((note) => `    ${note}`),
    ...webhooks.flatMap((webhook) => [
      `  webhook ${webhook.url}: ${WORDS[webhook.fate]}`,
      ...webhook.notes.map((note) => `    ${note}`),
    ]),
  ];
}

/** Whether everything came over that could have. */
export const isComplete = ({ phones }: Report): boolean =>
  phones.every(
    ({ fate, webhooks }) =>
      !['refused', 'left'].includes(fate) && webhooks.every((one) => one.fate !== 'refused'),
  );

export function takenBackPage({ phones, webhooks, company, notes }: TakenBack): string {
  return [
    `Removed: ${phones.length} phones, ${webhooks.length} webhooks${company ? ', and the company' : ''}`,
    ...[...phones, ...webhooks, ...notes].map((line) => `  ${line}`),
    '',
  ].join('\n');
}
