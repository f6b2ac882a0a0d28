/** What Meta sorts message templates into; each has rules and prices of its own. */
export const TEMPLATE_CATEGORIES = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** A part of a template in Meta's words: `{type: "BODY", text: …}`. */
export type TemplateComponent = Record<string, unknown>;

/** A message template as Meta tells it. The words in capitals are Meta's and grow with its API. */
export interface TemplateFacts {
  /** A number, as text. */
  templateId: string;
  name: string;
  /** `en_US` */
  language: string;
  category: string;
  /** `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, … */
  status: string;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  quality: string | null;
  rejectedReason: string | null;
  components: TemplateComponent[];
  /** The category that it had before Meta gave it another. */
  previousCategory: string | null;
}

/** A template of a WhatsApp Business Account, as it is kept here; all phones of the account share it. */
export interface Template extends TemplateFacts {
  companyId: string;
  wabaId: string;
  createdAt: Date;
  updatedAt: Date;
  /** When Meta's list, or the answer that made it, last showed it. */
  syncedAt: Date;
}

/** What is asked for when a template is made. */
export interface NewTemplate {
  name: string;
  language: string;
  category: TemplateCategory;
  components: TemplateComponent[];
  /** Meta may give it another category than asked for, instead of refusing it. */
  allowCategoryChange?: boolean | undefined;
  /** How long a message of it may take, in seconds. */
  messageSendTtlSeconds?: number | undefined;
  /** `NAMED` (`{{first_name}}`) or `POSITIONAL` (`{{1}}`). */
  parameterFormat?: 'NAMED' | 'POSITIONAL' | undefined;
}

/** What is changed of a template; Meta replaces all components at once. */
export type TemplateChange = Partial<Pick<NewTemplate, 'category' | 'components' | 'messageSendTtlSeconds'>>;
