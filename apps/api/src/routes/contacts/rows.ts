import { CodedError, type ContactFields } from '@watertight/core';
import { CsvError, parse } from 'csv-parse/sync';
import { checker, InvalidRequest, refuseFaults, type BodyFault } from '../../http/validation.ts';
import { ContactBody, contactFaults, contactFields, MAX_IMPORT } from '../../schemas/contact.ts';

/** A row of an import: a contact, or what is wrong with it. */
export type Row = { kind: 'contact'; fields: ContactFields } | { kind: 'faulty'; errors: BodyFault[] };

const check = checker(ContactBody);

/** A JSON body: an array, or an object that holds it. @throws InvalidRequest */
export function rowsOfJson(body: unknown): Row[] {
  const list = Array.isArray(body) ? body : (body as { contacts?: unknown } | null | undefined)?.contacts;
  if (!Array.isArray(list)) throw invalid('/contacts', 'is required, or a bare array');
  const unknown = Array.isArray(body) ? [] : Object.keys(body as object).filter((key) => key !== 'contacts');
  refuseFaults(unknown.map((key) => ({ path: `/${key}`, message: 'is not a known field' })));
  assertCount(list.length);
  return list.map(readRow);
}

/** How columns may be named, without case, spaces, dashes and underscores. */
const COLUMNS = new Map<string, 'phoneNumber' | 'lid' | 'name'>([
  ...['phonenumber', 'phone', 'number', 'mobile', 'tel', 'telephone', 'whatsapp'].map(
    (name) => [name, 'phoneNumber'] as const,
  ),
  ['lid', 'lid'],
  ...['name', 'fullname', 'displayname'].map((name) => [name, 'name'] as const),
]);
const MAX_COLUMNS = 50;
const DELIMITERS = [',', ';', '\t'];

/**
 * A CSV file (RFC 4180) whose first line names the columns; separated by commas, semicolons or tabs. What is neither
 * number, LID nor name goes to the metadata, under the name of its column.
 * @throws InvalidRequest for what is no such file
 */
export function rowsOfCsv(text: string): Row[] {
  const [header = [], ...lines] = parseCsv(text);
  if (header.length > MAX_COLUMNS) throw invalid('', `should have at most ${MAX_COLUMNS} columns`);
  const columns = header.map((name) => COLUMNS.get(name.toLowerCase().replaceAll(/[\s_-]/g, '')) ?? name);
  if (!columns.includes('phoneNumber') && !columns.includes('lid'))
    throw invalid('', 'should have a column phoneNumber or lid, named in the first line');
  assertCount(lines.length);
  return lines.map((line) =>
    line.length === header.length
      ? readRow(contactOfLine(columns, line))
      : faulty('', `has ${line.length} columns, not ${header.length}`),
  );
}

function parseCsv(text: string): string[][] {
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: firstLine.split(delimiter).length }));
  const { delimiter } = counted.reduce((best, next) => (next.count > best.count ? next : best));
  try {
    return parse(text, {
      delimiter,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      to: MAX_IMPORT + 2,
    });
  } catch (error) {
    if (error instanceof CsvError) throw invalid('', `is no CSV: ${error.message}`);
    throw error;
  }
}

function contactOfLine(columns: string[], line: string[]): Record<string, unknown> {
  const contact: Record<string, unknown> = {};
  const metadata: Record<string, string> = {};
  for (const [index, column] of columns.entries()) {
    const value = line[index] ?? '';
    if (value === '') continue;
    if (column === 'phoneNumber' || column === 'lid' || column === 'name') contact[column] ??= value;
    else metadata[column] = value;
  }
  return Object.keys(metadata).length > 0 ? { ...contact, metadata } : contact;
}

function readRow(value: unknown): Row {
  try {
    const body = check(value);
    refuseFaults(contactFaults(body, true));
    return { kind: 'contact', fields: contactFields(body) };
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    return { kind: 'faulty', errors: error.errors.map(({ path, message }) => ({ path, message })) };
  }
}

function assertCount(count: number): void {
  if (count === 0) throw invalid('', 'should have at least one row');
  if (count > MAX_IMPORT)
    throw new CodedError('PAYLOAD_TOO_LARGE', `At most ${MAX_IMPORT} contacts can be imported at once.`);
}

const faulty = (path: string, message: string): Row => ({ kind: 'faulty', errors: [{ path, message }] });
const invalid = (path: string, message: string) => new InvalidRequest([{ in: 'body', path, message }]);
