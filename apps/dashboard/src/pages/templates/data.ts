import type { Client, Schema } from '@watertight/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { unwrap } from '../../session/problem.ts';
import { uploadFile } from '../../session/upload.ts';
import type { Component } from '../../template/message.ts';

export type Template = Schema<'Template'>;

/** The phones whose account has templates: those of the Cloud API. */
export const metaPhonesQuery = (api: Client, companyId: string) =>
  queryOptions({
    queryKey: ['bots', companyId, 'meta'],
    async queryFn({ signal }) {
      const { data } = await unwrap(
        api.GET('/api/v2/bots/{companyId}', {
          params: { path: { companyId }, query: { limit: 200 } },
          signal,
        }),
      );
      return data.filter(({ connectionType }) => connectionType === 'meta');
    },
  });

export const templatesKey = (companyId: string) => ['templates', companyId];

export interface Filter {
  status?: string;
  category?: string;
  language?: string;
  /** A part of the name. */
  search?: string;
}

export const templatesQuery = (api: Client, companyId: string, phoneIndex: number, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...templatesKey(companyId), phoneIndex, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      unwrap(
        api.GET('/api/v2/templates/{companyId}/{phoneIndex}', {
          params: {
            path: { companyId, phoneIndex },
            query: { limit: 50, ...filter, ...(cursor === undefined ? {} : { cursor }) },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const syncTemplates = (api: Client, companyId: string, phoneIndex: number) =>
  unwrap(
    api.POST('/api/v2/templates/{companyId}/{phoneIndex}/sync', {
      params: { path: { companyId, phoneIndex } },
    }),
  );

export interface NewTemplate {
  name: string;
  language: string;
  category: 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
  components: Component[];
}

export const createTemplate = (api: Client, companyId: string, phoneIndex: number, body: NewTemplate) =>
  unwrap(
    api.POST('/api/v2/templates/{companyId}/{phoneIndex}', {
      params: { path: { companyId, phoneIndex } },
      body,
    }),
  );

export const changeTemplate = (
  api: Client,
  companyId: string,
  phoneIndex: number,
  template: string,
  body: Partial<Pick<NewTemplate, 'category' | 'components'>>,
) =>
  unwrap(
    api.PATCH('/api/v2/templates/{companyId}/{phoneIndex}/{template}', {
      params: { path: { companyId, phoneIndex, template } },
      body,
    }),
  );

/** A file that Meta is shown as an example: kept here, and brought to Meta with the template. */
export async function uploadSample(api: Client, companyId: string, file: File) {
  const { mediaId } = await uploadFile(api, companyId, file);
  return { mediaId, filename: file.name };
}

export const removeTemplate = (api: Client, companyId: string, phoneIndex: number, template: string) =>
  unwrap(
    api.DELETE('/api/v2/templates/{companyId}/{phoneIndex}/{template}', {
      params: { path: { companyId, phoneIndex, template } },
    }),
  );

export const sendTemplate = (
  api: Client,
  companyId: string,
  phoneIndex: number,
  chatId: string,
  template: { name: string; language: string; components: Component[] },
) =>
  unwrap(
    api.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
      params: { path: { type: 'template', companyId, chatId } },
      body: { template, phoneIndex },
    }),
  );

export const messageQuery = (api: Client, companyId: string, messageId: string) =>
  queryOptions({
    queryKey: ['messages', companyId, 'one', messageId, 'test'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/messages/{companyId}/{messageId}', {
          params: { path: { companyId, messageId } },
          signal,
        }),
      ),
  });
