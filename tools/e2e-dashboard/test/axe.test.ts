import { stage, violations } from '@watertight/e2e-dashboard';
import { describe, expect, it } from 'vitest';

const on = stage();

const FADING = `<!doctype html><html lang="en"><title>Fading</title><main><h1>Fading</h1>
  <p style="color: #eee; transition: color 700ms">Pale at first, and readable in the end.</p>
  <hr style="animation: turn 1s infinite">
  <style>@keyframes turn { to { border-width: 3px } }</style></main></html>`;

describe('what axe is shown', () => {
  it('is the page that somebody is left with, not a colour on its way to it', async () => {
    await on.page.setContent(FADING);
    const become = (color: string) =>
      on.page.evaluate((to) => document.querySelector('p')?.style.setProperty('color', to), color);
    await become('#111');
    expect(await violations(on.page)).toEqual([]);
    await become('#ddd');
    expect(await violations(on.page)).toEqual([expect.stringMatching(/^color-contrast: p/)]);
  });

  it('shows no colour on its way to whoever asks for less motion, and so changes its theme at once', async () => {
    const { page } = on;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.goto('/sign-in');
    const label = page.locator('label').filter({ hasText: 'With a key' });
    await label.waitFor();
    expect(await label.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0s');
  });
});
