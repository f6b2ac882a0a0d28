import multipart from '@fastify/multipart';
import { CodedError, mimeEssence, type ContactFields } from '@watertight/core';
import type { Imported } from '@watertight/store';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../http/app.ts';
import { readingForm } from '../../http/forms.ts';
import { bodyLeftToHandler, InvalidRequest } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, CompanyParams, ref } from '../../schemas/common.ts';
import { ImportBody, ImportResult, MAX_IMPORT, type ImportShape } from '../../schemas/contact.ts';
import { rowsOfCsv, rowsOfJson, type Row } from './rows.ts';

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
/** Rows of one transaction. */
const CHUNK = 1000;

const CsvText = { type: 'string', description: 'The first line names the columns' } as const;
const Form = {
  type: 'object',
  required: ['file'],
  additionalProperties: false,
  properties: { file: { type: 'string', format: 'binary', description: 'A CSV file' } },
} as const;

/** In a context of its own: nothing else takes CSV, and forms only uploads. */
export async function importContacts(parent: App, { store }: Pick<ApiDeps, 'store'>): Promise<void> {
  await parent.register(async (app: App) => {
    await app.register(multipart, {
      limits: { fileSize: BODY_LIMIT_BYTES, files: 1, fields: 0, parts: 1 },
    });
    app.addContentTypeParser<string>('text/csv', { parseAs: 'string' }, (_request, text, done) =>
      done(null, text),
    );
    app.route({
      method: 'POST',
      url: '/api/v2/companies/:companyId/contacts/import',
      config: { access: 'contacts:manage' },
      bodyLimit: BODY_LIMIT_BYTES,
      validatorCompiler: bodyLeftToHandler, // a faulty row must not refuse the others
      schema: {
        operationId: 'importContacts',
        summary: `Create or change up to ${MAX_IMPORT} contacts, each with its own result`,
        description:
          'As JSON, as CSV, or as a form with one CSV file. CSV columns: phoneNumber, lid, name; others become metadata. Importing again what was imported changes nothing, so it may be repeated after a fault.',
        tags: ['contacts'],
        params: CompanyParams,
        body: {
          content: {
            'application/json': { schema: ImportBody },
            'text/csv': { schema: CsvText },
            'multipart/form-data': { schema: Form },
          },
        },
        response: answers({ 200: ref(ImportResult) }, [
          'COMPANY_NOT_FOUND',
          'PAYLOAD_TOO_LARGE',
          'UNSUPPORTED_MEDIA_TYPE',
        ]),
      },
      async handler(request) {
        const { companyId } = request.params;
        const rows = await rowsOf(request);
        if (!(await store.companies.get(companyId))) throw new CodedError('COMPANY_NOT_FOUND');
        return summary(rows, await write(companyId, rows));
      },
    });
  });

  async function write(companyId: string, rows: Row[]): Promise<Map<Row, Imported>> {
    const good = rows.filter((row) => row.kind === 'contact');
    const done = new Map<Row, Imported>();
    for (let from = 0; from < good.length; from += CHUNK) {
      const chunk = good.slice(from, from + CHUNK);
      const fields: ContactFields[] = chunk.map((row) => row.fields);
      for (const [index, result] of (await store.contacts.import(companyId, fields)).entries())
        done.set(chunk[index] as Row, result);
    }
    return done;
  }
}

async function rowsOf(request: FastifyRequest): Promise<Row[]> {
  if (request.isMultipart()) return rowsOfCsv(await fileOf(request));
  return mimeEssence(request.headers['content-type'] ?? '') === 'text/csv'
    ? rowsOfCsv(request.body as string)
    : rowsOfJson(request.body);
}

async function fileOf(request: FastifyRequest): Promise<string> {
  const bytes = await readingForm(async () => (await request.file())?.toBuffer());
  if (!bytes) throw new InvalidRequest([{ in: 'body', path: '/file', message: 'is required' }]);
  const text = bytes.toString('utf8');
  if (/[\u0000\ufffd]/.test(text))
    throw new InvalidRequest([{ in: 'body', path: '/file', message: 'should be text in UTF-8' }]);
  return text;
}

function summary(rows: Row[], done: Map<Row, Imported>): ImportShape {
  const data = rows.map((row, index): ImportShape['data'][number] => {
    if (row.kind === 'faulty') return { row: index + 1, status: 'failed', errors: row.errors };
    const { contactId, created } = done.get(row) as Imported;
    return { row: index + 1, status: created ? 'created' : 'updated', contactId };
  });
  const count = (status: string) => data.filter((row) => row.status === status).length;
  return { created: count('created'), updated: count('updated'), failed: count('failed'), data };
}
