import type { World } from '../world.ts';
import { cloudClient } from './cloud-client.ts';
import { cloudPhone } from './cloud-phone.ts';
import { fallback } from './fallback.ts';
import { refusedToken } from './refused-token.ts';
import { texts } from './texts.ts';
import { webPhone } from './web-phone.ts';
import { webhooks } from './webhooks.ts';

export { documents } from './documents.ts';
export { killOfTheProcess, killsOfProcesses } from './kills.ts';
export { startAndStop } from './npm-start.ts';
export { operatorOfOneProcess, operatorOfProcesses } from './operator.ts';

/** What a system does, however many processes it is made of. */
export function everyday(world: World): void {
  webhooks(world);
  texts(world);
  webPhone(world);
  cloudPhone(world);
  cloudClient(world);
  fallback(world);
  refusedToken(world);
}
