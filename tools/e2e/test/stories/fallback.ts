import { createClient } from '@watertight/client';
import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { META, WEB, type World } from '../world.ts';

/** A phone that another one stands in for. */
export const fallback = (world: World) =>
  describe('a phone with a fallback', () => {
    it('is stopped: what waits and what comes goes through the other channel, once, and says so', async () => {
      const client = createClient({ baseUrl: world.system.at.api, key: world.system.at.adminKey });
      const params = { path: { companyId: 'demo', phoneIndex: WEB } };
      const path = '/api/v2/companies/{companyId}/phones/{phoneIndex}';
      const fallback = { phoneIndex: META, afterSeconds: 2, queued: true };
      const named = await client.PATCH(path, { params, body: { fallback } });
      expect(named.data?.fallback).toEqual(fallback);
      await world.system.post(`/api/v2/bots/demo/${WEB}/stop`, {});
      await eventually(async () => expect(await world.system.phoneStatus(WEB)).toBe('stopped'), {
        timeoutMs: 20_000,
      });
      const waiting = await world.system.send(WEB, '60155500011', 'fallback 1');
      await world.becomes(waiting.id, 'read', 20_000);
      const late = await world.system.send(WEB, '60155500011', 'fallback 2');
      await world.becomes(late.id, 'read');
      for (const { id } of [waiting, late])
        expect(await world.system.message(id)).toMatchObject({ phoneIndex: META, fallbackFrom: WEB });
      const isOurs = ({ text }: { text: string }) => text?.startsWith('fallback ');
      expect(
        (await world.system.metaLedger()).filter(isOurs).map(({ text, times }) => [text, times]),
      ).toEqual([
        ['fallback 1', 1],
        ['fallback 2', 1],
      ]);
      expect((await world.system.webLedger()).filter(isOurs)).toEqual([]);

      await world.system.post(`/api/v2/bots/demo/${WEB}/start`, {});
      await eventually(async () => expect(await world.system.phoneStatus(WEB)).toBe('ready'), {
        timeoutMs: 60_000,
      });
      expect(await world.system.send(WEB, '60155500011', 'back again')).toMatchObject({
        phoneIndex: WEB,
        fallbackFrom: null,
      });
      expect((await client.PATCH(path, { params, body: { fallback: null } })).data?.fallback).toBeNull();
    }, 180_000);
  });
