import type { Page, WebSocketRoute } from 'playwright-core';
import { expect, test } from 'vitest';
import { idOf, startEcs } from '../live/ecs-upstream.ts';
import { cells, openBoard, rows } from './board.ts';

/** A board over an upstream that changes as the test says. */
async function openOver(count: number) {
  const ecs = await startEcs(count);
  return { ecs, ...(await openBoard({ sources: () => [ecs.source()] })) };
}

const live = (page: Page) => page.locator('.stream.live').waitFor();
const statusOf = (page: Page, taskId: string): Promise<string> =>
  page.locator('.row.task').filter({ hasText: taskId }).locator('.status').innerText();
const numberOf = async (page: Page, title: RegExp): Promise<string> =>
  (await page.getByRole('button', { name: title }).locator('strong').innerText()).trim();

test('what happens is shown as it happens, by one WebSocket', async () => {
  const { ecs, page, show, complaints } = await openOver(5);
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await show();
  await live(page);
  await expect.poll(() => numberOf(page, /Running/)).toBe('5');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  ecs.finish('t-3');
  await expect.poll(() => statusOf(page, 't-3')).toContain('Succeeded');
  ecs.finish('t-4', 'Failed');
  await expect.poll(() => statusOf(page, 't-4')).toContain('Failed');
  expect(await numberOf(page, /Running/)).toBe('3');
  const before = await cells(page, 'id');
  for (const id of ['new-1', 'new-2', 'new-3']) ecs.add(id);
  const announcement = page.getByRole('button', { name: '3 new' });
  await announcement.waitFor();
  expect(await cells(page, 'id')).toEqual(before);
  await announcement.click();
  await expect.poll(() => cells(page, 'id')).toEqual(['new-3', 'new-2', 'new-1', ...before]);
  expect(await numberOf(page, /Running/)).toBe('6');
  expect(asked).toEqual([]);
  expect(sockets).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test('a source that fails is told of by the stream, and so is that it has recovered', async () => {
  const { ecs, page, show } = await openOver(3);
  await show();
  await live(page);
  ecs.fail(true);
  await page.locator('rect.ill').waitFor({ state: 'attached' });
  expect(await numberOf(page, /Sources ill/)).toBe('1');
  expect(await rows(page).count()).toBe(3);
  ecs.fail(false);
  await page.locator('rect.ill').waitFor({ state: 'detached' });
  expect(await numberOf(page, /Sources ill/)).toBe('0');
});

test('a stream that breaks off says so, is opened again, and what happened meanwhile is caught up with', async () => {
  const { ecs, page, show } = await openOver(5);
  const open: WebSocketRoute[] = [];
  let isOpen = true;
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    if (!isOpen) return void socket.close({ code: 1011 });
    open.push(socket, socket.connectToServer());
  });
  await show();
  await live(page);
  isOpen = false;
  for (const socket of open) await socket.close({ code: 1012 });
  await page.locator('.stream.lost').getByText('Reconnecting').waitFor();
  // What it asks at once when the stream is lost must not see what happens after that.
  await page.waitForTimeout(1_500);
  ecs.finish('t-2');
  ecs.add('missed');
  isOpen = true;
  await live(page);
  await page.getByRole('button', { name: '1 new' }).waitFor();
  await expect.poll(() => statusOf(page, 't-2')).toContain('Succeeded');
});

test('twelve tabs of one browser are all live, and their queries are answered', { timeout: 120_000 }, async () => {
  const { ecs, context, url } = await openOver(5);
  const pages = await Promise.all(Array.from({ length: 12 }, () => context.newPage()));
  await Promise.all(pages.map((page) => page.goto(url)));
  await Promise.all(pages.map(live));
  ecs.add('seen-by-all');
  for (const page of pages) await page.getByRole('button', { name: '1 new' }).waitFor();
  for (const page of pages) {
    await page.goto(`${url}/?open=${idOf('t-1')}`);
    await page.locator('.details .facts').getByText('ImportImage').waitFor();
    await live(page);
  }
});
