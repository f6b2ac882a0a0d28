import type { HappeningObservation, TemplateNews } from '@watertight/core';
import type { Fields } from '../json.ts';
import { bounded, digitsOf, idText, keyOf, said, wabaRef, word, type Place } from './values.ts';

type News = HappeningObservation[];

const accountWord = (place: Place, value: Fields) => ({
  wabaId: place.wabaId,
  field: place.field,
  raw: bounded(value),
});

/**
 * The same may happen twice in an account, with the same words: a template is paused again. What is only told again
 * has the time of the first telling.
 */
const accountKey = ({ field, time }: Place, value: Fields): string => `${field}:${keyOf(time, value)}`;

const isNone = (reason: string | null): boolean => reason === null || reason.toUpperCase() === 'NONE';

/** What each field tells of a template, beside which it is. */
const TEMPLATE_CHANGES: Readonly<Record<string, (value: Fields) => Pick<TemplateNews, 'change'> & object>> = {
  message_template_status_update: ({ event, reason, message_template_category: category }) => ({
    change: 'status',
    ...said({ status: word(event), category: word(category) }),
    reason: isNone(word(reason)) ? null : word(reason),
  }),
  message_template_quality_update: ({ new_quality_score, previous_quality_score }) => ({
    change: 'quality',
    ...said({ quality: word(new_quality_score), previousQuality: word(previous_quality_score) }),
  }),
  template_category_update: ({ new_category, previous_category, correct_category }) => ({
    change: 'category',
    ...said({
      category: word(new_category),
      previousCategory: word(previous_category),
      correctCategory: word(correct_category),
    }),
  }),
  message_template_components_update: (value) => ({ change: 'components', components: componentsOf(value) }),
};

const componentsOf = (value: Fields): Record<string, unknown> =>
  bounded(
    said({
      title: value.message_template_title,
      element: value.message_template_element,
      footer: value.message_template_footer,
      buttons: value.message_template_buttons,
    }),
  );

/** A template was judged, paused, rated, put into another category or changed. */
export function templateNews(place: Place, value: Fields): News {
  const templateId = idText(value.message_template_id);
  const change = TEMPLATE_CHANGES[place.field]?.(value);
  if (templateId === null || !change) return [];
  const data: TemplateNews = {
    ...accountWord(place, value),
    templateId,
    name: word(value.message_template_name),
    language: word(value.message_template_language),
    ...change,
  };
  const key = accountKey(place, value);
  return [{ kind: 'happening', phone: wabaRef(place), type: 'template.status', key, data, at: place.at }];
}

/** A number's quality or limit changed, or its displayed name was decided on. */
export function phoneQualityNews(place: Place, value: Fields): News {
  const displayPhoneNumber = digitsOf(value.display_phone_number);
  const isName = place.field === 'phone_number_name_update';
  const reason = word(value.rejection_reason);
  const data = {
    ...accountWord(place, value),
    change: isName ? ('name' as const) : ('quality' as const),
    displayPhoneNumber,
    ...said({
      event: word(value.event),
      limit: word(value.current_limit) ?? word(value.max_daily_conversations_per_business),
      previousLimit: word(value.old_limit),
      decision: word(value.decision),
      requestedName: word(value.requested_verified_name),
    }),
    ...(isName ? { reason: isNone(reason) ? null : reason } : {}),
  };
  const phone = wabaRef(place, displayPhoneNumber);
  return [
    { kind: 'happening', phone, type: 'phone.quality', key: accountKey(place, value), data, at: place.at },
  ];
}

export function accountNews(place: Place, value: Fields): News {
  const event = word(value.event) ?? word(value.decision) ?? word(value.alert_type) ?? word(value.status);
  const phone = wabaRef(place, digitsOf(value.display_phone_number) ?? digitsOf(value.phone_number));
  const data = { ...accountWord(place, value), event };
  const key = accountKey(place, value);
  return [{ kind: 'happening', phone, type: 'account.updated', key, data, at: place.at }];
}

export function flowNews(place: Place, value: Fields): News {
  const data = {
    ...accountWord(place, value),
    flowId: idText(value.flow_id),
    event: word(value.event),
    status: word(value.new_status),
    previousStatus: word(value.old_status),
  };
  const key = accountKey(place, value);
  return [{ kind: 'happening', phone: wabaRef(place), type: 'flow.updated', key, data, at: place.at }];
}
