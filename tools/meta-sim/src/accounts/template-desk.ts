import type { BehaviourStore } from '../behaviour.ts';
import type { Phones } from '../phones.ts';
import { Scheduler } from '../scheduler.ts';
import type { WebhookOutbox } from '../webhook/outbox.ts';
import type { Category } from './template-shape.ts';
import type { Quality, Template, TemplateStatus } from './templates.ts';

/** Reviews templates, changes what Meta decides about them, and tells the webhook of it. */
export class TemplateDesk {
  readonly #behaviour: BehaviourStore;
  readonly #phones: Phones;
  readonly #outbox: WebhookOutbox;
  readonly #reviews = new Scheduler<{ template: Template; revision: number }>((review) =>
    this.#decide(review),
  );

  constructor(behaviour: BehaviourStore, phones: Phones, outbox: WebhookOutbox) {
    this.#behaviour = behaviour;
    this.#phones = phones;
    this.#outbox = outbox;
  }

  /** Puts a new or changed template up for review. */
  submit(template: Template): void {
    template.status = 'PENDING';
    template.revision += 1;
    if (this.#behaviour.current.templateReview === 'wait') return;
    const { templateReviewMs } = this.#behaviour.current;
    this.#reviews.in(templateReviewMs, { template, revision: template.revision });
  }

  setStatus(template: Template, status: TemplateStatus, reason = 'NONE'): void {
    Object.assign(template, { status, rejectedReason: reason, revision: template.revision + 1 });
    this.#tell(template, 'message_template_status_update', {
      event: status,
      reason,
      message_template_category: template.category,
      ...(status === 'DISABLED' && { disable_info: { disable_date: Math.floor(Date.now() / 1000) } }),
      ...(status === 'PAUSED' && {
        other_info: { title: 'FIRST_PAUSE', description: 'The quality of the template is low (simulated).' },
      }),
    });
  }

  setQuality(template: Template, quality: Quality): void {
    const previous = template.quality;
    template.quality = quality;
    const change = { previous_quality_score: previous, new_quality_score: quality };
    this.#tell(template, 'message_template_quality_update', change);
  }

  setCategory(template: Template, category: Category): void {
    const previous = template.category;
    Object.assign(template, { category, previousCategory: previous });
    const change = { previous_category: previous, new_category: category };
    this.#tell(template, 'template_category_update', change);
  }

  stop(): void {
    this.#reviews.clear();
  }

  #decide({ template, revision }: { template: Template; revision: number }): void {
    if (template.revision !== revision) return;
    if (this.#behaviour.current.templateReview === 'reject')
      this.setStatus(template, 'REJECTED', 'INVALID_FORMAT');
    else this.setStatus(template, 'APPROVED');
  }

  #tell({ id, wabaId, name, language }: Template, field: string, change: object): void {
    const template = {
      message_template_id: Number(id),
      message_template_name: name,
      message_template_language: language,
    };
    const phone = this.#phones.speakerOf(wabaId);
    this.#outbox.add({ phone, kind: 'whole', field, value: { ...template, ...change } });
  }
}
