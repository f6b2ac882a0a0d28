import type { Page } from 'playwright-core';

export interface Work {
  elapsedMs: number;
  /** Of the page's main thread alone, in processor time: what else the machine does is not counted. */
  cpuMs: number;
  frames: number;
  /** Processor time for each picture that was drawn. */
  cpuMsPerFrame: number;
  /** Of one core. */
  share: number;
}

/** Measures from now on what a page costs its main thread. @returns what ends it, and says how much that was */
export async function watchWork(page: Page): Promise<() => Promise<Work>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpuMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  await page.evaluate(() => {
    const watch = { frames: 0, isOver: false };
    Object.assign(window, { watch });
    const next = () => {
      watch.frames++;
      if (!watch.isOver) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const [from, before] = [performance.now(), await cpuMs()];
  return async () => {
    const used = (await cpuMs()) - before;
    const elapsedMs = performance.now() - from;
    const frames = await page.evaluate(() => {
      const { watch } = window as unknown as { watch: { frames: number; isOver: boolean } };
      watch.isOver = true;
      return watch.frames;
    });
    await session.detach();
    const round = (value: number) => Math.round(value * 100) / 100;
    return {
      elapsedMs: Math.round(elapsedMs),
      cpuMs: Math.round(used),
      frames,
      cpuMsPerFrame: round(used / frames),
      share: round(used / elapsedMs),
    };
  };
}
