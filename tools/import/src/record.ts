import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Type, type Static } from 'typebox';
import { shaped } from './sources/http.ts';
import { ImportError } from './sources/source.ts';

const Shape = Type.Object({
  source: Type.String(),
  api: Type.String(),
  companyId: Type.String(),
  /** Whether the company was made by the import. */
  isOwnCompany: Type.Boolean(),
  /** `phoneIndex` is null from before a phone is made until its answer is read. */
  phones: Type.Array(
    Type.Object({ name: Type.String(), phoneIndex: Type.Union([Type.Integer(), Type.Null()]) }),
  ),
  webhooks: Type.Array(
    Type.Object({
      id: Type.Union([Type.String(), Type.Null()]),
      phoneIndex: Type.Integer(),
      url: Type.String(),
      secret: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});

/** What an import has made, so that it can be taken back. Holds the webhooks’ secrets. */
export type ImportRecord = Static<typeof Shape>;

/** The record in a file, or null when there is none. Throws ImportError. */
export async function readRecord(file: string): Promise<ImportRecord | null> {
  try {
    return shaped(Shape, JSON.parse(await readFile(file, 'utf8')), file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof SyntaxError) throw new ImportError(`${file} is not JSON`, { cause: error });
    throw error;
  }
}

/** Replaces the file as a whole; nobody but its owner may read it. */
export async function writeRecord(file: string, record: ImportRecord): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export const removeRecord = (file: string): Promise<void> => rm(file, { force: true });
