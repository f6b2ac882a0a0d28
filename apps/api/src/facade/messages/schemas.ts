import { Type } from 'typebox';
import { named, OneOf } from '../../schemas/common.ts';
import { CONTENTS } from './contents.ts';

const example = (type: string, content: object, more: object = {}) => ({
  ...{ messaging_product: 'whatsapp', to: '+60123456789', type, [type]: content },
  ...more,
});

/** A body as it is documented; each object is checked when its type names it. */
export const CloudMessage = named(
  'CloudApiMessage',
  Type.Object(
    {
      messaging_product: OneOf(['whatsapp']),
      recipient_type: Type.Optional(OneOf(['individual', 'group'])),
      to: Type.Optional(
        Type.String({
          description: 'A number with its country code, or with recipient_type `group` a group’s id',
        }),
      ),
      recipient: Type.Optional(Type.String({ description: 'Instead of `to`: a business-scoped user id' })),
      type: Type.Optional(OneOf(Object.keys(CONTENTS), { description: '`text` when absent' })),
      context: Type.Optional(
        Type.Object(
          { message_id: Type.String({ description: 'The message that is answered' }) },
          { additionalProperties: true },
        ),
      ),
      biz_opaque_callback_data: Type.Optional(
        Type.String({ maxLength: 512, description: 'Comes back in statuses' }),
      ),
      ...Object.fromEntries(
        Object.entries(CONTENTS).map(([type, { schema }]) => [type, Type.Optional(schema)]),
      ),
      status: Type.Optional(
        OneOf(['read'], { description: 'Marks the message `message_id` as read, and sends nothing' }),
      ),
      message_id: Type.Optional(Type.String({ maxLength: 256 })),
      typing_indicator: Type.Optional(
        Type.Object(
          { type: OneOf(['text']) },
          { additionalProperties: true, description: 'With `status`: show that an answer is being written' },
        ),
      ),
    },
    {
      additionalProperties: true,
      description: 'As Meta’s Cloud API takes it; fields that are not known are passed over, as there',
      examples: [
        example('text', { body: 'Hello' }),
        example('image', { link: 'https://example.com/picture.jpg', caption: 'Our shop' }),
        example('document', { id: 'med_01KAR7R5WX3M2Y0FQ6N1C8VJTD', filename: 'invoice.pdf' }),
        example(
          'interactive',
          {
            type: 'button',
            body: { text: 'Shall we come?' },
            action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
          },
          { context: { message_id: 'wamid.01KAR7R5WX3M2Y0FQ6N1C8VJTD' } },
        ),
        example('template', { name: 'order_update', language: { code: 'en_US' } }),
        { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.01KAR7R5WX3M2Y0FQ6N1C8VJTD' },
      ],
    },
  ),
);

export const CloudSent = named(
  'CloudApiSent',
  Type.Object(
    {
      messaging_product: Type.Optional(OneOf(['whatsapp'])),
      contacts: Type.Optional(
        Type.Array(
          Type.Object({
            input: Type.String({ description: 'The recipient as it was given' }),
            wa_id: Type.String({ description: 'As WhatsApp spells it' }),
          }),
        ),
      ),
      messages: Type.Optional(
        Type.Array(
          Type.Object({
            id: Type.String({ description: 'The same in webhooks of the format cloud-api' }),
            message_status: Type.Optional(OneOf(['accepted'], { description: 'Of a template' })),
          }),
        ),
      ),
      success: Type.Optional(Type.Boolean({ description: 'In place of the others, of what sends nothing' })),
    },
    {
      examples: [
        {
          messaging_product: 'whatsapp',
          contacts: [{ input: '+60123456789', wa_id: '60123456789' }],
          messages: [{ id: 'wamid.01KAR7R5WX3M2Y0FQ6N1C8VJTD' }],
        },
      ],
    },
  ),
);

export const CLOUD_MESSAGE_SCHEMAS = [CloudSent];
