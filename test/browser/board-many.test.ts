import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startEcs } from '../live/ecs-upstream.ts';
import { openBoard } from './board.ts';

/** How long the frames took while something was done, in milliseconds, from the shortest to the longest. */
async function framesOf(page: Page, action: (step: number) => Promise<void>): Promise<number[]> {
  const frames = page.evaluate(async () => {
    const taken: number[] = [];
    let last = performance.now();
    while (taken.length < 90) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      taken.push(performance.now() - last);
      last = performance.now();
    }
    return taken;
  });
  for (let step = 0; step < 25; step += 1) await action(step);
  return (await frames).toSorted((one, other) => one - other);
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? NaN;

test('5,000 loaded tasks do not make it stutter', { timeout: 180_000 }, async () => {
  const ecs = await startEcs(5_100, { statuses: 'Finished' });
  const { page, show, complaints } = await openBoard({ sources: () => [ecs.source()] });
  await show();
  for (let loaded = 100; loaded < 5_000; loaded += 500) {
    await page.evaluate(() => scrollTo({ top: 1e7 }));
    await page.getByRole('button', { name: /^Load \d+ more/ }).click();
    await page
      .locator('.tasks .range')
      .getByText(new RegExp(`^${(loaded + 500).toLocaleString('en-GB')}( of 5,100)?$`))
      .waitFor();
  }
  const scrolling = await framesOf(page, (step) => page.mouse.wheel(0, step < 20 ? -4_000 : 4_000));
  await page.evaluate(() => scrollTo({ top: 0 }));
  const box = await page.locator('.drawing').boundingBox();
  await page.mouse.move((box?.x ?? 0) + 400, (box?.y ?? 0) + 60);
  const zooming = await framesOf(page, (step) => page.mouse.wheel(0, step % 10 < 5 ? -120 : 120));
  console.log(
    `frames, median and longest: scrolling ${median(scrolling)}, ${scrolling.at(-1)}; zooming ${median(zooming)}, ${zooming.at(-1)}`,
  );
  // On a machine that does nothing else they take 17 to 27 ms; what a busy one gives says little.
  expect(median(scrolling)).toBeLessThan(500);
  expect(median(zooming)).toBeLessThan(500);
  expect(await page.locator('.row.task').count()).toBeLessThan(60);
  expect(complaints).toEqual([]);
});
