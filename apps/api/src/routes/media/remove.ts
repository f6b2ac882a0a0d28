import { CodedError } from '@watertight/core';
import { throwAbsent } from '../../http/absence.ts';
import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, Nothing } from '../../schemas/common.ts';
import { MediaParams } from '../../schemas/media.ts';

export function removeMedia(app: App, { store }: Pick<ApiDeps, 'store'>): void {
  app.route({
    method: 'DELETE',
    url: '/api/v2/media/:companyId/:mediaId',
    config: { access: 'messages:send' },
    schema: {
      operationId: 'removeMedia',
      summary: 'Remove a file',
      description:
        'Messages keep naming it. A file that a message needs which is not sent yet stays: `MEDIA_IN_USE`. The bytes go within minutes, unless another file of the company has the same.',
      tags: ['media'],
      params: MediaParams,
      response: answers({ 204: Nothing }, ['COMPANY_NOT_FOUND', 'MEDIA_NOT_FOUND', 'MEDIA_IN_USE']),
    },
    async handler({ params: { companyId, mediaId } }, reply) {
      const removed = await store.media.remove(companyId, mediaId);
      if (removed === 'absent') return throwAbsent(store, companyId, 'MEDIA_NOT_FOUND');
      if (removed === 'in-use') throw new CodedError('MEDIA_IN_USE');
      return reply.code(204).send(null);
    },
  });
}
