import { parse } from 'papaparse';

/** Of the API's import. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_ROWS = 10_000;

export interface Csv {
  text: string;
  columns: string[];
  rows: string[][];
}

/** How a column of numbers may be named, as the API takes it. */
const NUMBERS = new Set(['phonenumber', 'phone', 'number', 'mobile', 'tel', 'telephone', 'whatsapp', 'lid']);
const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, '');

/** Reads a CSV file for its preview. @throws Error that says in words why it cannot be imported */
export function readCsv(text: string): Csv {
  if (new TextEncoder().encode(text).length > MAX_BYTES)
    throw new Error('The file is larger than 4 MB. Split it, and import the parts one after another.');
  if (/[\u0000\ufffd]/.test(text))
    throw new Error('The file is not text in UTF-8. Save it as “CSV UTF-8”, and choose it again.');
  const { data } = parse<string[]>(text.trim(), {
    skipEmptyLines: true,
    delimitersToGuess: [',', ';', '\t'],
    transform: (value) => value.trim(),
  });
  const [columns = [], ...rows] = data;
  if (!columns.some((name) => NUMBERS.has(plain(name))))
    throw new Error(
      'No column is named phoneNumber (or phone, number, mobile, whatsapp) or lid. The first line has to name the columns.',
    );
  if (rows.length === 0) throw new Error('There is no row below the names of the columns.');
  if (rows.length > MAX_ROWS)
    throw new Error(
      `The file has ${rows.length.toLocaleString()} rows; at most 10,000 are imported at once.`,
    );
  return { text, columns, rows };
}
