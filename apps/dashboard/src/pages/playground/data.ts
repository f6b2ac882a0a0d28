import type { Client, Schema } from '@watertight/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';
import type { MessageType } from './fields.ts';

export type Message = Schema<'MessageWithTimeline'>;
export type Sandbox = Schema<'Sandbox'>;
export type SandboxPhone = Sandbox['phones'][number];
export type Fault = Schema<'SandboxFaults'>['data'][number]['fault'];

export const sandboxKey = (companyId: string) => ['sandbox', companyId];

export const sandboxQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: sandboxKey(companyId),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v2/sandbox/{companyId}', { params: { path: { companyId } }, signal })),
  });

export const sentKey = (companyId: string, messageId: string) => ['playground', companyId, messageId];

export const sentQuery = (api: Client, companyId: string, messageId: string) =>
  queryOptions({
    queryKey: sentKey(companyId, messageId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/messages/{companyId}/{messageId}', {
          params: { path: { companyId, messageId } },
          signal,
        }),
      ),
    staleTime: 0,
  });

export interface Sending {
  type: MessageType;
  companyId: string;
  chatId: string;
  /** Empty: none. */
  idempotencyKey: string;
  body: Record<string, unknown>;
}

/** @throws ApiError */
export const sendMessage = (
  api: Client,
  { type, companyId, chatId, idempotencyKey, body }: Sending,
): Promise<{ id: string }> =>
  unwrap(
    api.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
      params: {
        path: { type, companyId, chatId },
        ...(idempotencyKey === '' ? {} : { header: { 'idempotency-key': idempotencyKey } }),
      },
      body: body as never, // which of the bodies it is, the type says
    }),
  );

const place = (companyId: string, phoneIndex: number) => ({ params: { path: { companyId, phoneIndex } } });

/** @throws ApiError */
export const playCustomer = (
  api: Client,
  companyId: string,
  phoneIndex: number,
  body: NonNullable<Parameters<typeof playBody>[0]>,
) =>
  unwrap(
    api.POST('/api/v2/sandbox/{companyId}/{phoneIndex}/inbound', { ...place(companyId, phoneIndex), body }),
  );

/** What a customer says; one of message, media and button. */
export const playBody = (said: {
  from: string;
  name?: string;
  message?: string;
  media?: { data: string; mimeType: string; filename?: string };
  button?: { id: string; title: string };
}) => said;

/** @throws ApiError */
export const scanPhone = (api: Client, companyId: string, phoneIndex: number, phoneNumber: string) =>
  unwrap(
    api.POST('/api/v2/sandbox/{companyId}/{phoneIndex}/scan', {
      ...place(companyId, phoneIndex),
      body: { phoneNumber },
    }),
  );

export const faultsKey = (companyId: string, phoneIndex: number) => ['sandbox-faults', companyId, phoneIndex];

export const faultsQuery = (api: Client, companyId: string, phoneIndex: number) =>
  queryOptions({
    queryKey: faultsKey(companyId, phoneIndex),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/sandbox/{companyId}/{phoneIndex}/faults', {
          ...place(companyId, phoneIndex),
          signal,
        }),
      ),
  });

/** @throws ApiError */
export const setFaults = (api: Client, companyId: string, phoneIndex: number, on: Fault[]) =>
  unwrap(
    api.PUT('/api/v2/sandbox/{companyId}/{phoneIndex}/faults', {
      ...place(companyId, phoneIndex),
      body: { on },
    }),
  );

/** A file of this device, as a body carries it. */
export async function fileOf(file: File): Promise<{ data: string; mimeType: string; filename: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { data: btoa(text), mimeType: file.type || 'application/octet-stream', filename: file.name };
}

/** The same in TypeScript, with the client of `libs/client`. */
export const typescript = (
  origin: string,
  { type, companyId, chatId, idempotencyKey, body }: Sending,
): string =>
  [
    `import { createClient } from '@watertight/client';`,
    ``,
    `const client = createClient({ baseUrl: '${origin}', key: '<your key>' });`,
    `const { data, error } = await client.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {`,
    `  params: {`,
    `    path: { type: '${type}', companyId: '${companyId}', chatId: ${JSON.stringify(chatId)} },`,
    ...(idempotencyKey === ''
      ? []
      : [`    header: { 'idempotency-key': ${JSON.stringify(idempotencyKey)} },`]),
    `  },`,
    `  body: ${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')},`,
    `});`,
    `if (error) console.error(error.code, error.detail);`,
  ].join('\n');
