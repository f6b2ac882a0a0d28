import { service as api } from '@watertight/api';
import { service as meta } from '@watertight/meta-worker';
import type { Service } from '@watertight/service';
import { service as webhook } from '@watertight/webhook-worker';
import { service as wwebjs } from '@watertight/wwebjs-worker';

/** In the order in which they start; the API, which lets work in, is last, and stops first. */
export const services: readonly Service[] = [wwebjs, meta, webhook, api];
