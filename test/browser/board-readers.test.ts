import { expect, test } from 'vitest';
import { findings, openBoard, picture, rows } from './board.ts';

const screens = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  {
    name: 'phone',
    options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  },
] as const;

test.for(screens)('axe finds nothing serious, and nothing runs over the edge: $name', async ({ name, options }) => {
  const { page, spoil, show, complaints } = await openBoard({}, options);
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  await show();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Status' }).click();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Time' }).click();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await show('?source=huawei-dns&status=PARTIALLY_FAILED&status=nonsense');
  await page.locator('.opener').first().click();
  await page.locator('.details .items').first().waitFor();
  expect(await findings(page)).toEqual([]);
  const { scroll, client } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scroll: scrollWidth, client: clientWidth };
  });
  expect(scroll).toBe(client);
  await picture(page, `board-open-${name}`);
  expect(complaints).toEqual([]);
});

test('all can be done with the keyboard', async () => {
  const { page, show, complaints } = await openBoard();
  await show();
  const reach = async (isThere: () => Promise<boolean>): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await isThere()) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('The focus never came there.');
  };
  const isFocused = (selector: string) => (): Promise<boolean> =>
    page.evaluate((text) => document.activeElement?.matches(text) ?? false, selector);
  await reach(isFocused('.tile'));
  await reach(isFocused('.choice'));
  await page.keyboard.press('Enter');
  await reach(isFocused('.menu-panel input'));
  await page.keyboard.press('Space');
  await expect.poll(() => page.url()).toContain('status=');
  await page.keyboard.press('Escape');
  expect(await isFocused('.choice')()).toBe(true);
  await reach(isFocused('.frame'));
  await reach(isFocused('.opener'));
  await page.keyboard.press('Enter');
  await page.locator('.details .facts').waitFor();
  await reach(isFocused('.detail-links a'));
  expect(complaints).toEqual([]);
});

test('nothing moves by itself for those who asked for that', async () => {
  const { page, show } = await openBoard({}, { reducedMotion: 'reduce' });
  await show('?status=RUNNING');
  await expect.poll(() => rows(page).count()).toBeGreaterThan(3);
  const running = () => page.evaluate(() => document.getAnimations().length);
  expect(await running()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(running).toBeGreaterThan(0);
});

test('light or dark is the choice of the system, unless it is made on the page', async () => {
  const { page, show } = await openBoard({}, { colorScheme: 'dark' });
  await show();
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.body.parentElement ?? document.body).backgroundColor);
  const dark = await ground();
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect.poll(ground).not.toBe(dark);
  const light = await ground();
  await page.reload();
  await expect.poll(ground).toBe(light);
  await page.getByRole('button', { name: /^Theme/ }).click();
  await expect.poll(ground).toBe(dark);
});
