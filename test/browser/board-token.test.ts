import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { jwtSchema } from '#src/config/jwt.ts';
import { expected, startIssuer } from '../access/issuer.ts';
import { startEcs } from '../live/ecs-upstream.ts';
import { openBoard, rows } from './board.ts';

/** A board that wants a token. */
async function openGuarded() {
  const [ecs, issuer] = [await startEcs(3), await startIssuer()];
  const jwt = jwtSchema.parse({ ...expected, jwksUrl: issuer.url.href });
  const opened = await openBoard({ sources: () => [ecs.source()], config: { auth: { mode: 'jwt', jwt } } });
  return { ecs, issuer, ...opened };
}

async function give(page: Page, token: string): Promise<void> {
  await page.getByLabel('Key or token').fill(token);
  await page.keyboard.press('Enter');
}

test('a token that ends while the stream is open is asked for anew, once, and what is shown stays until then', async () => {
  const { ecs, issuer, page, url } = await openGuarded();
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(url);
  await give(page, await issuer.token({ exp: Math.floor(Date.now() / 1_000) + 8 }));
  await page.locator('.stream.live').waitFor();
  await expect.poll(() => rows(page).count()).toBe(3);
  const dialog = page.getByRole('dialog', { name: 'A key is needed' });
  await dialog.getByText('The key has ended').waitFor();
  await page.locator('.stream.locked').getByText('Waiting for a key').waitFor();
  expect([sockets.length, await rows(page).count()]).toEqual([1, 3]);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // Longer than the first pauses before another try.
  await page.waitForTimeout(5_000);
  expect([sockets.length, asked]).toEqual([1, []]);
  ecs.finish('t-1');
  await give(page, await issuer.token({ exp: Math.floor(Date.now() / 1_000) - 60 }));
  await dialog.getByText('That key was refused.').waitFor();
  await give(page, await issuer.token());
  await page.locator('.stream.live').waitFor();
  expect(await dialog.isVisible()).toBe(false);
  await page.locator('.row.task').filter({ hasText: 't-1' }).getByText('Succeeded').waitFor();
  ecs.finish('t-2');
  await page.locator('.row.task').filter({ hasText: 't-2' }).getByText('Succeeded').waitFor();
});
