import { expect, test } from 'vitest';
import { openBoard, picture, rows } from './board.ts';

/*
 * The pictures of the docs. `SCREENSHOTS=docs npx vitest run --config vitest.browser.config.ts pictures` takes them anew.
 */

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test('the board in light: tasks of all sources, one of which is ill', async () => {
  const { page, spoil, show, complaints } = await openBoard(
    {},
    { colorScheme: 'light', viewport: { width: 1400, height: 940 } },
  );
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  await show();
  await page.locator('rect.ill').waitFor({ state: 'attached' });
  await page.locator('.stream.live').waitFor();
  await picture(page, 'board-light');
  expect(complaints).toEqual([]);
});

test('the board in dark: a task that failed in part, with its failures', async () => {
  const { page, show, complaints } = await openBoard(
    {},
    { colorScheme: 'dark', viewport: { width: 1400, height: 940 } },
  );
  await show('?provider=HUAWEI_DNS&provider=ALIYUN_POLARDB&status=PARTIALLY_FAILED&status=FAILED&status=RUNNING');
  await page.locator('.stream.live').waitFor();
  await rows(page)
    .filter({ hasText: 'Partially failed' })
    .filter({ hasText: 'huawei' })
    .first()
    .locator('.opener')
    .click();
  await page.locator('.details .items').first().waitFor();
  await picture(page, 'board-dark');
  expect(complaints).toEqual([]);
});

test('the board on a phone', async () => {
  const { page, show, complaints } = await openBoard({}, phone);
  await show();
  await page.locator('.stream.live').waitFor();
  await page.locator('.tasks').evaluate((tasks) => scrollBy({ top: tasks.getBoundingClientRect().top - 420 }));
  await page.waitForTimeout(300);
  await picture(page, 'board-phone');
  expect(complaints).toEqual([]);
});
