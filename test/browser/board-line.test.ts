import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openBoard } from './board.ts';

const range = (page: Page): Promise<string> => page.locator('.line .range').innerText();

/** The number of hours that the line shows, by the buttons for its spans; null if it is none of theirs. */
const pressed = (page: Page): Promise<string[]> =>
  page.getByRole('group', { name: 'Span of the line' }).locator('[aria-pressed="true"]').allInnerTexts();

/** The middle of the line. */
async function middle(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.drawing').boundingBox();
  if (!box) throw new Error('There is no line.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('the line is zoomed by wheel and keys, and moved by dragging and keys', async () => {
  const { page, show, complaints } = await openBoard();
  await show();
  const { x, y } = await middle(page);
  const ranges = [await range(page)];
  const moved = async (action: () => Promise<unknown>): Promise<void> => {
    await action();
    await expect.poll(() => range(page)).not.toBe(ranges.at(-1));
    ranges.push(await range(page));
  };
  await page.mouse.move(x, y);
  await moved(() => page.mouse.wheel(0, -400));
  await moved(() => page.mouse.wheel(300, 0));
  await page.mouse.down();
  await moved(() => page.mouse.move(x - 200, y, { steps: 5 }));
  await page.mouse.up();
  await page.locator('.frame').focus();
  for (const key of ['ArrowLeft', 'ArrowRight', '+', '-']) await moved(() => page.keyboard.press(key));
  for (const [key, name] of [
    ['h', 'Hour'],
    ['d', 'Day'],
    ['w', 'Week'],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(() => pressed(page)).toEqual([name]);
  }
  await page.getByRole('button', { name: 'Hour' }).click();
  await expect.poll(() => pressed(page)).toEqual(['Hour']);
  await page.getByRole('button', { name: 'Now' }).click();
  const now = await page.locator('g.now').getAttribute('transform');
  expect(Number(/translate\((\S+)/.exec(now ?? '')?.[1])).toBeGreaterThan(100);
  expect(complaints).toEqual([]);
});

test('a bar tells what it is under the pointer, and opens its row when it is clicked', async () => {
  const { page, show, complaints } = await openBoard();
  await show('?source=aliyun-polardb&status=SUCCEEDED');
  const bars = page.locator('path.bars.of-SUCCEEDED').first();
  const start = /^M([\d.-]+) ([\d.]+)/.exec((await bars.getAttribute('d')) ?? '');
  const box = await page.locator('.drawing').boundingBox();
  const [left, top] = [Number(start?.[1]) + (box?.x ?? 0) + 1, Number(start?.[2]) + (box?.y ?? 0) + 3];
  await page.mouse.move(left, top);
  const tip = page.locator('.tip');
  await tip.getByText('Succeeded').waitFor();
  const id = await tip.locator('code').innerText();
  await page.mouse.click(left, top);
  await page.locator('.row.task.open').getByText(id).first().waitFor();
  await expect.poll(() => page.locator('path.opened').getAttribute('d')).toMatch(/^M/);
  expect(complaints).toEqual([]);
});

/** The right end of the longest bar of a status. */
const rightEnd = (page: Page): Promise<number> =>
  page
    .locator('path.bars.of-RUNNING')
    .first()
    .evaluate((path) => {
      const { x, width } = (path as unknown as { getBBox(): { x: number; width: number } }).getBBox();
      return x + width;
    });

const nowAt = async (page: Page): Promise<number> =>
  Number(/translate\((\S+)/.exec((await page.locator('g.now').getAttribute('transform')) ?? '')?.[1]);

test('the line of now moves, and with it the ends of running bars', async () => {
  const { page, show, complaints } = await openBoard();
  await page.clock.install();
  await show('?status=RUNNING&source=huawei-dns');
  await page.getByRole('button', { name: 'Now' }).click();
  await page.locator('.frame').focus();
  await page.keyboard.press('h');
  // Followed, now stands still and the axis moves; dragged away, now moves.
  const followed = await nowAt(page);
  await page.clock.runFor(120_000);
  expect(Math.abs((await nowAt(page)) - followed)).toBeLessThan(1);
  expect(Math.abs((await rightEnd(page)) - followed)).toBeLessThan(2);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => nowAt(page)).toBeGreaterThan(followed + 100);
  await page.keyboard.press('ArrowRight');
  expect(complaints).toEqual([]);
});
