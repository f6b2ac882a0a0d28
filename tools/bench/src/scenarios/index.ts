import type { Scenario } from '../scenario.ts';
import { accept } from './accept.ts';
import { batch } from './batch.ts';
import { endToEnd } from './end-to-end.ts';
import { fullLife } from './full-life.ts';
import { growing } from './growing.ts';
import { idle } from './idle.ts';
import { ingress } from './ingress.ts';
import { memory } from './memory.ts';
import { start } from './start.ts';
import { whatsappWeb } from './whatsapp-web.ts';

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  accept,
  batch,
  endToEnd,
  fullLife,
  ingress,
  idle,
  whatsappWeb,
  memory,
  start,
  growing,
];
