import { delimiter } from 'node:path';
import { installNode, nodeOfImages } from '@watertight/deploy';
import { newEnvironment } from '@watertight/e2e';
import { describe, expect, it } from 'vitest';
import { texts } from './stories/texts.ts';
import { worldFor } from './world.ts';

// What images run is what npm start builds, on another Node than the one that developers may have.
describe('on the Node of the images', () => {
  const version = nodeOfImages();
  const world = worldFor('multi', async () => ({
    ...(await newEnvironment()),
    PATH: [installNode(version), process.env.PATH].join(delimiter),
  }));

  it('every process runs on it', async () => {
    for (const name of ['API_PORT', 'WWEBJS_PORT', 'META_PORT', 'WEBHOOK_PORT', 'ORCHESTRATOR_PORT']) {
      const response = await fetch(`http://127.0.0.1:${world.environment[name]}/metrics`, {
        signal: AbortSignal.timeout(10_000),
      });
      expect(await response.text(), name).toContain(`nodejs_version_info{version="v${version}"`);
    }
  });

  texts(world);
});
