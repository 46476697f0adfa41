import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cells, openBoard, picture, rows } from './board.ts';

/*
 * The pictures of the docs. `SCREENSHOTS=docs npx vitest run --config vitest.browser.config.ts pictures` takes them anew.
 */

const moving = { life: 'moving' } as const;
const screen = { width: 1400, height: 960 };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Shows the last quarter of an hour, with nothing in focus. */
async function zoomIn(page: Page): Promise<void> {
  await page.locator('.frame').focus();
  for (const key of ['h', '+', '+', '+']) await page.keyboard.press(key);
  await page.locator('.frame').blur();
}

test('the board in light: tasks of all sources, one of which is ill', async () => {
  const { page, spoil, show, complaints } = await openBoard(moving, { colorScheme: 'light', viewport: screen });
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  await show();
  await page.locator('rect.ill').waitFor({ state: 'attached' });
  await page.locator('.stream.live').waitFor();
  await zoomIn(page);
  // Until it has been seen how fast tasks move, and new ones have begun.
  await page.locator('.announcement button').waitFor();
  await expect.poll(async () => (await cells(page, 'estimate')).some((text) => text.startsWith('in '))).toBe(true);
  await picture(page, 'board-light');
  expect(complaints).toEqual([]);
});

test('the board in dark: a task that failed in part, with its failures', async () => {
  const { page, show, complaints } = await openBoard(moving, { colorScheme: 'dark', viewport: screen });
  await show('?provider=HUAWEI_DNS,ALIYUN_POLARDB&status=PARTIALLY_FAILED,FAILED,RUNNING');
  await page.locator('.stream.live').waitFor();
  await zoomIn(page);
  const failed = rows(page).filter({ hasText: 'Partially failed' }).filter({ hasText: 'huawei' });
  await failed.first().locator('.opener').click();
  await page.locator('.details .items').first().waitFor();
  await page.mouse.move(10, 10);
  await page.locator('.row.task.open').evaluate((row) => scrollBy({ top: row.getBoundingClientRect().top - 640 }));
  await picture(page, 'board-dark');
  expect(complaints).toEqual([]);
});

test('the board on a phone', async () => {
  const { page, show, complaints } = await openBoard(moving, phone);
  await show();
  await page.locator('.stream.live').waitFor();
  await zoomIn(page);
  await page.locator('.tasks').evaluate((tasks) => scrollBy({ top: tasks.getBoundingClientRect().top - 420 }));
  await picture(page, 'board-phone');
  expect(complaints).toEqual([]);
});
