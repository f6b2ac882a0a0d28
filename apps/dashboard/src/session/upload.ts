import type { Client } from '@watertight/client';
import { unwrap } from './problem.ts';

/** Brings a file to the gateway. @returns its `mediaId`, for what names it. @throws ApiError */
export function uploadFile(api: Client, companyId: string, file: File) {
  const form = new FormData();
  form.append('file', file, file.name);
  return unwrap(
    api.POST('/api/v2/media/{companyId}', {
      params: { path: { companyId } },
      body: { file: '' },
      bodySerializer: () => form,
    }),
  );
}
