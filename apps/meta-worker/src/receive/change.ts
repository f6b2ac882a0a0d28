import type { Observation } from '@watertight/core';
import { isFields, type Fields } from '../json.ts';
import { accountNews, flowNews, phoneQualityNews, templateNews } from './account.ts';
import { callsOf } from './calls.ts';
import { appContactsOf, echoesOf } from './coexistence.ts';
import { groupsOf } from './groups.ts';
import { historyOf } from './history.ts';
import { messagesOf } from './messages.ts';
import { newIdsOf, preferencesOf } from './preferences.ts';
import { untold, UNREADABLE } from './untold.ts';
import type { OnFault, Place } from './values.ts';

type Read = (place: Place, value: Fields, onFault: OnFault) => Observation[];

/** What reads the fields of webhooks. What is not here is told as it stands. */
const FIELDS: Readonly<Record<string, Read>> = {
  messages: messagesOf,
  calls: callsOf,
  group_lifecycle_update: groupsOf,
  group_participants_update: groupsOf,
  group_participant_update: groupsOf,
  group_settings_update: groupsOf,
  group_status_update: groupsOf,
  history: historyOf,
  smb_message_echoes: echoesOf,
  smb_app_state_sync: appContactsOf,
  user_preferences: preferencesOf,
  user_id_update: newIdsOf,
  message_template_status_update: templateNews,
  message_template_quality_update: templateNews,
  message_template_components_update: templateNews,
  template_category_update: templateNews,
  phone_number_quality_update: phoneQualityNews,
  phone_number_name_update: phoneQualityNews,
  account_alerts: accountNews,
  account_review_update: accountNews,
  account_update: accountNews,
  business_capability_update: accountNews,
  payment_configuration_update: accountNews,
  security: accountNews,
  flows: flowNews,
};

/**
 * What one change of a webhook tells. Nothing that it says is dropped: what has no mapping, and what its mapping
 * cannot read (`onFault` hears why), is told in Meta's own words.
 */
export function observationsOf(place: Place, value: unknown, onFault: OnFault): Observation[] {
  const read = FIELDS[place.field];
  if (!read || !isFields(value)) return [untold(place, value)];
  try {
    const observations = read(place, value, onFault);
    return observations.length > 0 ? observations : [untold(place, value)];
  } catch (error) {
    onFault(place.field, error);
    return [untold(place, value, UNREADABLE)];
  }
}
