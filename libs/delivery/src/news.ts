import {
  messagingLimitOf,
  type HappeningData,
  type HappeningObservation,
  type PhoneQualityNews,
  type ProviderFacts,
  type TemplateNews,
} from '@watertight/core';
import type { PhoneWithState, Queryable, Store, TemplateHeard } from '@watertight/store';

/** Something that happened, and the phone that it is told of. */
export interface ToldNews {
  phone: PhoneWithState;
  observation: HappeningObservation;
}

/**
 * What is on record of templates and numbers follows what a provider tells of them. Templates and then phones are
 * locked, each in their own order; hearing something again, or late, changes nothing.
 */
export async function keepNews(
  { templates, phones }: Pick<Store, 'templates' | 'phones'>,
  tx: Queryable,
  told: ToldNews[],
): Promise<void> {
  const heard = ofType(told, 'template.status').flatMap(templateHeard);
  if (heard.length > 0) await templates.hear(tx, heard);
  const facts = ofType(told, 'phone.quality').flatMap(providerHeard);
  if (facts.length > 0) await phones.hearOfProvider(tx, facts);
  for (const { companyId, wabaId } of accountsIn(told)) await phones.checkAccountSoon(tx, companyId, wabaId);
}

interface Told<Type extends keyof HappeningData> {
  phone: PhoneWithState;
  data: HappeningData[Type];
  at: Date;
}

const ofType = <Type extends keyof HappeningData>(told: ToldNews[], type: Type): Told<Type>[] =>
  told.flatMap(({ phone, observation }) =>
    observation.type === type
      ? [{ phone, data: observation.data as HappeningData[Type], at: observation.at }]
      : [],
  );

/** Words of a webhook for states that Meta's list calls otherwise. */
const STATES: Readonly<Record<string, string>> = { REINSTATED: 'APPROVED', UNARCHIVED: 'APPROVED' };

function templateHeard({ phone, data, at }: Told<'template.status'>): TemplateHeard[] {
  const { wabaId, templateId, change, status, quality, category, reason }: TemplateNews = data;
  const heard: TemplateHeard = { companyId: phone.companyId, wabaId, templateId, at };
  switch (change) {
    case 'status':
      return [{ ...heard, status: status && (STATES[status] ?? status), rejectedReason: reason }];
    case 'quality':
      return [{ ...heard, quality }];
    case 'category':
      return [{ ...heard, category }];
    case 'components':
      // What changed of it is told in a shape of its own: Meta's list has all of it.
      return [{ ...heard, isPartial: true }];
  }
}

/** A number that is not ours to name is asked for with its account, nothing is written to another one's row. */
function providerHeard({ phone, data }: Told<'phone.quality'>) {
  const number = data.displayPhoneNumber?.replaceAll(/\D/g, '');
  return number !== undefined && number === phone.state.me
    ? [{ phoneId: phone.phoneId, facts: factsOf(data) }]
    : [];
}

const NAME_STATES: Readonly<Record<string, string>> = {
  APPROVED: 'APPROVED',
  REJECTED: 'DECLINED',
  DEFERRED: 'PENDING_REVIEW',
  PENDING: 'PENDING_REVIEW',
};

function factsOf({
  change,
  event,
  limit,
  decision,
  requestedName,
}: PhoneQualityNews): Partial<ProviderFacts> {
  if (change === 'name') {
    const nameStatus = decision === undefined ? undefined : NAME_STATES[decision];
    const isTaken = nameStatus === 'APPROVED' && requestedName !== undefined;
    return { ...(nameStatus ? { nameStatus } : {}), ...(isTaken ? { verifiedName: requestedName } : {}) };
  }
  return {
    ...(limit === undefined ? {} : { messagingTier: limit, messagingLimit: messagingLimitOf(limit) }),
    ...(event === 'FLAGGED' ? { numberStatus: 'FLAGGED' } : {}),
    ...(event === 'UNFLAGGED' ? { numberStatus: 'CONNECTED' } : {}),
    ...(event === 'THROUGHPUT_UPGRADE' ? { throughput: 'HIGH' } : {}),
  };
}

/** Accounts of which something is told that their numbers had better be asked for. */
function accountsIn(told: ToldNews[]): { companyId: string; wabaId: string }[] {
  const named = [...ofType(told, 'account.updated'), ...ofType(told, 'phone.quality')].map(
    ({ phone: { companyId }, data: { wabaId } }) => ({ companyId, wabaId }),
  );
  const keyOf = ({ companyId, wabaId }: (typeof named)[number]) => `${companyId} ${wabaId}`;
  return [...new Map(named.map((one) => [keyOf(one), one])).values()].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
}
