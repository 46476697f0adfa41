import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import type { TestOptions } from '#test/taskline.ts';
import { startClock } from '../live/clock.ts';
import { idOf, startEcs } from '../live/ecs-upstream.ts';
import { cells, openBoard, rows } from './board.ts';
import { startWay } from './cut-off.ts';

/** A board over an upstream that changes as the test says. */
async function openOver(count: number, config: TestOptions['config'] = {}) {
  const ecs = await startEcs(count);
  const opened = await openBoard({ sources: () => [ecs.source()], config });
  const asked: string[] = [];
  opened.page.on('request', (request) => asked.push(request.postData() ?? request.url()));
  const sent = () => asked.length;
  const numbersAsked = () => asked.filter((body) => body.includes('query Numbers')).length;
  return {
    ecs,
    asked,
    ...opened,
    /** Waits until the page has asked for all that it asks for by itself: at first, and twice once its stream is open. */
    async settled() {
      await expect.poll(numbersAsked).toBe(3);
      // What is asked along with the numbers may come a moment later.
      await expect.poll(async () => [sent(), await opened.page.waitForTimeout(500).then(sent)]).toSatisfy(isSteady);
    },
  };
}

/** Polls come soon enough to be waited for. */
const soon = { live: { ...loadConfig({}).live, pollMs: 200, slowestPollMs: 500 } };

const isSteady = ([before, after]: number[]): boolean => before === after;
const live = (page: Page) => page.locator('.stream.live').waitFor();
const statusOf = (page: Page, taskId: string): Promise<string> =>
  page.locator('.row.task').filter({ hasText: taskId }).locator('.status').innerText();
const numberOf = async (page: Page, title: RegExp): Promise<string> =>
  (await page.getByRole('button', { name: title }).locator('strong').innerText()).trim();

test('what happens is shown as it happens, by one WebSocket', async () => {
  const { ecs, page, show, complaints, asked, settled } = await openOver(5);
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await show();
  await live(page);
  await expect.poll(() => numberOf(page, /Running/)).toBe('5');
  await settled();
  const before = asked.length;
  ecs.finish('t-3');
  await expect.poll(() => statusOf(page, 't-3')).toContain('Succeeded');
  ecs.finish('t-4', 'Failed');
  await expect.poll(() => statusOf(page, 't-4')).toContain('Failed');
  expect(await numberOf(page, /Running/)).toBe('3');
  const listed = await cells(page, 'id');
  for (const id of ['new-1', 'new-2', 'new-3']) ecs.add(id);
  const announcement = page.getByRole('button', { name: '3 new' });
  await announcement.waitFor();
  expect(await cells(page, 'id')).toEqual(listed);
  await announcement.click();
  await expect.poll(() => cells(page, 'id')).toEqual(['new-3', 'new-2', 'new-1', ...listed]);
  expect(await numberOf(page, /Running/)).toBe('6');
  expect(asked.slice(before)).toEqual([]);
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

test('that a task stalls is told of by the stream, and that it moves again', async () => {
  const clock = startClock();
  const { ecs, page, show, complaints, asked, settled } = await openOver(3, soon);
  await show();
  await live(page);
  // Until it has been seen twice how the tasks are: what is not watched does not stall.
  await expect.poll(() => ecs.calls.filter(({ taskIds }) => taskIds?.length === 3).length).toBeGreaterThan(1);
  await expect.poll(() => numberOf(page, /Running/)).toBe('3');
  await settled();
  const before = asked.length;
  clock.goOn(11 * 60_000);
  await expect.poll(() => cells(page, 'estimate')).toEqual(Array(3).fill(expect.stringMatching(/^stalled 11 m/)));
  expect(await numberOf(page, /Stalled/)).toBe('3');
  ecs.become('t-1', 'Verifying');
  await expect.poll(() => numberOf(page, /Stalled/)).toBe('2');
  expect([asked.slice(before), complaints]).toEqual([[], []]);
});

test('a tab that comes later is told since when a source fails', async () => {
  const { ecs, page, context, show, url } = await openOver(3, soon);
  await show();
  await live(page);
  ecs.fail(true);
  await page
    .locator('.illnesses li')
    .getByText(/failing since .*for [5-9] s/)
    .waitFor();
  const later = await context.newPage();
  await later.goto(url);
  await later.locator('.illnesses li').waitFor();
  expect(Number(/for (\d+) s/.exec(await later.locator('.illnesses li').innerText())?.[1])).toBeGreaterThanOrEqual(5);
});

test('a stream that breaks off says so, is opened again, and what happened meanwhile is caught up with', async () => {
  const { ecs, page, url } = await openOver(5, soon);
  const way = await startWay(Number(new URL(url).port));
  await page.goto(way.url);
  await live(page);
  await expect.poll(() => rows(page).count()).toBe(5);
  // A page that is not seen asks nothing by itself: what it asks, it asks because of the stream.
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }));
  way.cut();
  await page.locator('.stream.lost').getByText('Reconnecting').waitFor();
  // Once nobody watches there are no polls, and nobody is told later of what happens until somebody does again.
  const calls = () => ecs.calls.length;
  await expect.poll(async () => [calls(), await page.waitForTimeout(1_500).then(calls)]).toSatisfy(isSteady);
  ecs.finish('t-2');
  ecs.add('missed');
  way.open();
  await live(page);
  await page.getByRole('button', { name: '1 new' }).waitFor();
  await expect.poll(() => statusOf(page, 't-2')).toContain('Succeeded');
  expect(await page.getByText('The gateway cannot be reached.').count()).toBe(0);
});

test('it is caught up with where the first answers come from a cache, too', async () => {
  const { ecs, page, url, asked, settled } = await openOver(5, soon);
  const way = await startWay(Number(new URL(url).port));
  await page.goto(way.url);
  await settled();
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }));
  way.cut();
  await page.locator('.stream.lost').waitFor();
  const headers = { 'content-type': 'application/json' };
  const stale = new Map<string, string>();
  for (const body of asked.filter((each) => /query (Numbers|Timeline)/.test(each)))
    stale.set(body, await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text());
  await page.route(/\/graphql$/, (route) => {
    const question = route.request().postData() ?? '';
    const answer = stale.get(question);
    stale.delete(question);
    return answer === undefined ? route.continue() : route.fulfill({ contentType: 'application/json', body: answer });
  });
  ecs.finish('t-2');
  ecs.add('missed');
  way.open();
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
