/**
 * An interactive message in the Cloud API's shape as a text, for WhatsApp Web shows no buttons: header in bold, body,
 * the choices as numbered lines, footer in italics. Null for what a text cannot stand for.
 */
export function interactiveText(interactive: Record<string, unknown>): string | null {
  const choices = choicesOf(interactive);
  const header = interactive.header === undefined ? '' : headerOf(interactive.header);
  const body = textIn(interactive.body);
  if (choices === null || header === null || !body) return null;
  const footer = textIn(interactive.footer);
  return [header && `*${header}*`, body, choices, footer && `_${footer}_`].filter(Boolean).join('\n\n');
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const textIn = (value: unknown): string => text(fieldsOf(value).text);

/** A header of text; one with a picture, a film or a document would be lost. */
const headerOf = (header: unknown): string | null =>
  fieldsOf(header).type === 'text' ? textIn(header) : null;

function choicesOf({ type, action: given }: Fields): string | null {
  const action = fieldsOf(given);
  if (type === 'button')
    return numbered(listOf(action.buttons).map((button) => text(fieldsOf(button.reply).title)));
  if (type === 'list') return rows(listOf(action.sections));
  if (type === 'cta_url') return linkOf(fieldsOf(action.parameters));
  return type === 'location_request_message' ? '' : null;
}

const numbered = (titles: string[], from = 1): string =>
  titles.map((title, index) => `${from + index}. ${title}`).join('\n');

/** Rows are numbered through all sections, so that a number means one row. */
function rows(sections: Fields[]): string {
  let next = 1;
  const blocks = sections.map((section) => {
    const lines = listOf(section.rows).map((row) =>
      [text(row.title), text(row.description)].filter(Boolean).join(' – '),
    );
    const block = numbered(lines, next);
    next += lines.length;
    const title = text(section.title);
    return title ? `*${title}*\n${block}` : block;
  });
  return blocks.join('\n\n');
}

function linkOf({ display_text: shown, url }: Fields): string | null {
  return text(url) ? [text(shown), text(url)].filter(Boolean).join(': ') : null;
}
