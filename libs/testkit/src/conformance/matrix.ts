import {
  CHANNELS,
  CONNECTION_TYPES,
  MESSAGE_TYPES,
  SENDABLE_TYPES,
  type ConnectionType,
  type MessageType,
  type SendableType,
} from '@watertight/core';

/** What a channel sends as something else, and in which words the matrix says it. */
export const SENT_AS: Readonly<
  Partial<Record<ConnectionType, Partial<Record<SendableType, { type: SendableType; words: string }>>>>
> = { wwebjs: { interactive: { type: 'text', words: 'as text' } } };

const NAMES: Readonly<Record<ConnectionType, string>> = { wwebjs: 'WhatsApp Web', meta: 'Cloud API' };
const NOT = 'not supported';

/** The matrix of message types and channels as a table in Markdown, from what CHANNELS says. */
export function conformanceTable(): string {
  const head = ['message', ...CONNECTION_TYPES.flatMap((type) => [`${NAMES[type]}: out`, 'in'])];
  const rows = MESSAGE_TYPES.map((type) => [
    `\`${type}\``,
    ...CONNECTION_TYPES.flatMap((channel) => [outCell(channel, type), inCell(channel, type)]),
  ]);
  return table([head, ...rows]);
}

function outCell(channel: ConnectionType, type: MessageType): string {
  const sendable = SENDABLE_TYPES.find((known) => known === type);
  if (!sendable) return '';
  if (!CHANNELS[channel].sends.includes(sendable)) return NOT;
  return SENT_AS[channel]?.[sendable]?.words ?? 'yes';
}

/** What is not understood arrives nevertheless; a template is only ever sent. */
const inCell = (channel: ConnectionType, type: MessageType): string =>
  type === 'template'
    ? ''
    : type === 'unsupported' || CHANNELS[channel].receives.includes(type)
      ? 'yes'
      : 'as `unsupported`';

/** Columns of one width, as the formatter of this project wants them. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  );
}
