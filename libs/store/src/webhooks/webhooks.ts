import type { Cipher } from '@watertight/core';
import type { Db } from '../db.ts';
import { deliveries, type Deliveries } from './deliveries.ts';
import { endpoints, type Endpoints } from './endpoints.ts';
import { fanOut, type Compose, type FannedOut } from './fan-out.ts';
import { hookLanes, type HookLanes } from './lanes.ts';

/** Customer webhooks: their endpoints, what is on its way to them, and what workers do. */
export interface Webhooks {
  endpoints: Endpoints;
  deliveries: Deliveries;
  lanes: HookLanes;
  /**
   * One step of telling the event stream, up to `upTo` of a horizon, to those who listen. Null when another worker is
   * at it or there is nothing new. What is told and how far the stream was told is committed together.
   */
  fanOut(upTo: number, compose: Compose): Promise<FannedOut | null>;
}

export const webhooks = (db: Db, cipher: Cipher): Webhooks => ({
  endpoints: endpoints(db, cipher),
  deliveries: deliveries(db),
  lanes: hookLanes(db, cipher),
  fanOut: (upTo, compose) => fanOut(db, upTo, compose),
});
