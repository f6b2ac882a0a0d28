import type { App } from '../../http/app.ts';
import { ACTION_CODES, type Performer } from '../../http/performer.ts';
import { refuseFaults } from '../../http/validation.ts';
import { answers, CompanyParams } from '../../schemas/common.ts';
import { CheckBody, CheckedList, contactFaults, digitsOf } from '../../schemas/contact.ts';

export function checkContacts(app: App, performer: Performer): void {
  app.route({
    method: 'POST',
    url: '/api/v2/companies/:companyId/contacts/check',
    config: { access: 'contacts:manage' },
    schema: {
      operationId: 'checkContacts',
      summary: 'Whether numbers are on WhatsApp',
      tags: ['contacts'],
      params: CompanyParams,
      body: CheckBody,
      response: answers({ 200: CheckedList }, ACTION_CODES),
    },
    async handler({ params: { companyId }, body: { phoneNumbers, phoneIndex } }) {
      refuseFaults(
        phoneNumbers.flatMap((phoneNumber, index) =>
          contactFaults({ phoneNumber }, false).map(({ message }) => ({
            path: `/phoneNumbers/${index}`,
            message,
          })),
        ),
      );
      const digits = phoneNumbers.map(digitsOf);
      const found = await performer.perform(
        { companyId, phoneIndex },
        { name: 'contact.check', phoneNumbers: [...new Set(digits)] },
      );
      const results = new Map(found.map((result) => [result.asked, result]));
      const data = phoneNumbers.map((asked, index) => {
        const phoneNumber = digits[index] ?? '';
        const unknown = { exists: false, chatId: phoneNumber, phoneNumber, lid: null };
        return { ...(results.get(phoneNumber) ?? unknown), asked };
      });
      return { data };
    },
  });
}
