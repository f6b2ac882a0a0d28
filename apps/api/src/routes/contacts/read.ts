import type { PhoneActions } from '@watertight/core';
import { Type, type Static } from 'typebox';
import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import type { ApiDeps } from '../../deps.ts';
import { answers, phoneWish, ref } from '../../schemas/common.ts';
import { ContactParams, contactResource, ContactWithLive, type LiveContact } from '../../schemas/contact.ts';
import { contactOf } from './find.ts';

export function readContact(app: App, { store }: Pick<ApiDeps, 'store'>, performer: Performer): void {
  app.route({
    method: 'GET',
    url: '/api/v2/companies/:companyId/contacts/:contactId',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'readContact',
      summary: 'Read a contact; with `live` also what WhatsApp says of the person at the moment',
      tags: ['contacts'],
      params: ContactParams,
      querystring: Type.Object(
        {
          live: Type.Optional(Type.Boolean({ description: 'Ask a phone for about, picture and blocking' })),
          ...phoneWish,
        },
        { additionalProperties: false },
      ),
      response: answers({ 200: ref(ContactWithLive) }, [...ACTION_CODES, 'CONTACT_NOT_FOUND']),
    },
    async handler({ params, query: { live, phoneIndex } }) {
      const shown = contactResource(await contactOf(store, params));
      if (!live) return shown;
      const { companyId } = params;
      const { chatId } = shown;
      const info = await performer.perform(
        { companyId, chatId, phoneIndex },
        { name: 'contact.info', chatId },
      );
      return { ...shown, live: liveOf(info) };
    },
  });
}

const liveOf = (info: PhoneActions['contact.info']['result']): Static<typeof LiveContact> => ({
  about: info.about,
  pictureUrl: info.pictureUrl,
  pushName: info.pushName,
  isBusiness: info.isBusiness,
  isMyContact: info.isMyContact,
  isBlocked: info.isBlocked,
});
