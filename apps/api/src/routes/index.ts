import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { createOverview, databaseMetrics, systemMetrics } from '@watertight/health';
import type { FastifyPluginAsync } from 'fastify';
import type { App } from '../http/app.ts';
import type { ApiDeps } from '../deps.ts';
import { dashboardPlugin } from '../dashboard/index.ts';
import { docsPlugin } from '../plugins/docs.ts';
import { facadeRoutes } from '../facade/index.ts';
import { timedAccepting } from '../http/accept-meter.ts';
import { createIntake } from '../media/intake.ts';
import type { Keys, Sessions } from '../plugins/keys.ts';
import { auditRoutes } from './audit/index.ts';
import { apiKeyRoutes } from './api-keys/index.ts';
import { authRoutes } from './auth/index.ts';
import { botRoutes } from './bots/index.ts';
import { channelRoutes } from './channels/index.ts';
import { chatRoutes } from './chats/index.ts';
import { companyRoutes } from './companies/index.ts';
import { contactRoutes } from './contacts/index.ts';
import { employeeRoutes } from './employees/index.ts';
import { createPasswords } from '../employees/passwords.ts';
import { erasureRoutes } from './erasures/index.ts';
import { errorsPage } from './docs/errors.ts';
import { exportRoutes } from './exports/index.ts';
import { groupRoutes } from './groups/index.ts';
import { healthOverview } from './health/all.ts';
import { processHealth } from './health/process.ts';
import { liveEvents } from './live/connect.ts';
import { labelRoutes } from './labels/index.ts';
import { mediaRoutes } from './media/index.ts';
import { createMessageAnswers } from './messages/answer.ts';
import { messageRoutes } from './messages/index.ts';
import { phoneRoutes } from './phones/index.ts';
import { sandboxRoutes } from './sandbox/index.ts';
import { webhookRoutes } from './webhooks/index.ts';
import { templateRoutes } from './templates/index.ts';

export interface RoutesOptions {
  deps: ApiDeps;
  keys: Keys;
  sessions: Sessions;
}

/** Every route that the API has. */
export const routesPlugin: FastifyPluginAsync<RoutesOptions> = async (
  instance,
  { deps: given, keys, sessions },
) => {
  const deps = { ...given, accepting: timedAccepting(given.accepting, given.metrics) };
  const app: App = instance.withTypeProvider<TypeBoxTypeProvider>();
  const forget = () => {
    keys.forget();
    sessions.forget();
  };
  companyRoutes(app, deps, { forget });
  apiKeyRoutes(app, deps, keys);
  auditRoutes(app, deps);
  erasureRoutes(app, deps);
  exportRoutes(app, deps);
  const people = { sessions, passwords: createPasswords() };
  employeeRoutes(app, deps, people);
  authRoutes(app, deps, people);
  phoneRoutes(app, deps);
  botRoutes(app, deps);
  const [answering, intake] = [createMessageAnswers(deps), createIntake(deps)];
  messageRoutes(app, deps, answering, intake);
  chatRoutes(app, deps);
  await contactRoutes(app, deps);
  groupRoutes(app, deps);
  channelRoutes(app, deps);
  labelRoutes(app, deps);
  templateRoutes(app, deps);
  await mediaRoutes(app, deps);
  webhookRoutes(app, deps);
  sandboxRoutes(app, deps);
  await facadeRoutes(app, deps, answering, intake);
  liveEvents(app, deps, keys, sessions);
  const overview = createOverview(deps);
  systemMetrics(deps.metrics, overview);
  databaseMetrics(deps.metrics, deps.store.processes);
  healthOverview(app, overview);
  errorsPage(app);
  await app.register(processHealth, deps);
  await app.register(publicDocs);
  await app.register(dashboardPlugin, { dir: deps.dashboardDir });
};

/** The documentation's own routes, of which a plugin of Fastify's makes most, are open to everybody. */
const publicDocs: FastifyPluginAsync = async (app) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' };
  });
  await app.register(docsPlugin);
};
