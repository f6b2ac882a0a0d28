/** What is told beside the provider's own words: where they came from. */
export interface ProviderWord {
  /** The provider's name of the kind of news; of Meta the webhook's field. */
  field: string;
  /** As the provider said it, cut where it is longer than 256 KiB. */
  raw: Record<string, unknown>;
}

/** What an event of Meta's accounts has in common. */
export interface AccountWord extends ProviderWord {
  wabaId: string;
}

/** A template is another than before. Fields that the news does not tell are absent. */
export interface TemplateNews extends AccountWord {
  change: 'status' | 'quality' | 'category' | 'components';
  /** Digits: the provider writes it as a number. */
  templateId: string;
  name: string | null;
  language: string | null;
  /** `APPROVED`, `REJECTED`, `PENDING`, `PAUSED`, `DISABLED`, `FLAGGED`, `IN_APPEAL`, `PENDING_DELETION`, … */
  status?: string;
  /** Why it was refused or paused; null where the provider says `NONE`. */
  reason?: string | null;
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN` */
  quality?: string;
  previousQuality?: string;
  /** `MARKETING`, `UTILITY`, `AUTHENTICATION` */
  category?: string;
  previousCategory?: string;
  /** A category that will be in force later. */
  correctCategory?: string;
  /** Its parts as they are now, in the provider's shape. */
  components?: Record<string, unknown>;
}

/** A number's quality, limit or displayed name is another than before. */
export interface PhoneQualityNews extends AccountWord {
  change: 'quality' | 'name';
  /** Digits of the number, as the provider displays it. */
  displayPhoneNumber: string | null;
  /** `FLAGGED`, `UNFLAGGED`, `DOWNGRADE`, `UPGRADE`, `ONBOARDING`, `THROUGHPUT_UPGRADE` */
  event?: string;
  /** `TIER_250`, `TIER_1K`, …, `TIER_UNLIMITED` */
  limit?: string;
  previousLimit?: string;
  /** `APPROVED`, `DEFERRED`, `PENDING`, `REJECTED` */
  decision?: string;
  requestedName?: string;
  reason?: string | null;
}

/** Something changed of a business account: its standing, alerts, what it may do, its payments. */
export interface AccountNews extends AccountWord {
  /** The provider's word for what happened: `DISABLED_UPDATE`, `ACCOUNT_RESTRICTION`, an alert's type, … */
  event: string | null;
}

export interface FlowNews extends AccountWord {
  flowId: string | null;
  event: string | null;
  status: string | null;
  previousStatus: string | null;
}

/** What has no name here yet, or could not be read: the provider's words alone. */
export interface ProviderNews extends ProviderWord {
  /** One clause: why it was not understood although its kind is known. */
  fault?: string;
}

/** What the events hold that belong to no message. */
export interface HappeningData {
  'call.received': Record<string, unknown>;
  'group.updated': Record<string, unknown>;
  'template.status': TemplateNews;
  'phone.quality': PhoneQualityNews;
  'account.updated': AccountNews;
  'flow.updated': FlowNews;
  'provider.event': ProviderNews;
}
