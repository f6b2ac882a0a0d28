import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { FINAL, META, type World } from '../world.ts';

/** A token that is not valid any more. */
export const refusedToken = (world: World) =>
  describe('a token that Meta refuses', () => {
    it('stops the phone with a sentence, keeps its messages, and a valid one brings both back', async () => {
      const credentials = (accessToken: string) =>
        world.system.request('PATCH', '/api/v2/companies/demo/phones/1', { meta: { accessToken } });
      expect((await credentials('revoked-token')).status).toBe(200);
      const { id } = await world.system.send(META, '60123456789', 'waits for a token');
      await eventually(
        async () =>
          expect(await world.system.get('/api/v2/bots/demo/1')).toMatchObject({
            status: 'failed',
            reason: expect.stringMatching(/token/),
          }),
        { timeoutMs: 15_000 },
      );
      expect(FINAL).not.toContain((await world.system.message(id)).status);
      await credentials('sandbox-token');
      await world.becomes(id, 'read', 30_000);
    }, 60_000);
  });
