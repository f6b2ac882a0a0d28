import type { App } from '../../http/app.ts';
import type { ApiDeps } from '../../deps.ts';
import { listDeliveries, readDelivery, redeliver, redeliverRange } from './deliveries.ts';
import { changeWebhook, createWebhook, listWebhooks, readWebhook, removeWebhook } from './endpoints.ts';
import { rotateWebhookSecret, testWebhook } from './operations.ts';

export function webhookRoutes(app: App, deps: ApiDeps): void {
  createWebhook(app, deps);
  listWebhooks(app, deps);
  readWebhook(app, deps);
  changeWebhook(app, deps);
  removeWebhook(app, deps);
  testWebhook(app, deps);
  rotateWebhookSecret(app, deps);
  listDeliveries(app, deps);
  readDelivery(app, deps);
  redeliver(app, deps);
  redeliverRange(app, deps);
}
