import type { Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { cells, openBoard, rows } from './board.ts';

/** Makes a provider's list grow at its front with each reading, or stand still. */
const drift = (sandboxUrl: string, add: number) =>
  fetch(`${sandboxUrl}/__sandbox/drift`, { method: 'PUT', body: JSON.stringify({ add }) });

/** The page's clock runs ahead of the gateway's, whose lists must not stay in its cache meanwhile. */
const sources = (url: string) => sandboxSources(url).map((source) => ({ ...source, limits: { listMs: 1 } }));

test('new tasks are announced, and come in when they are wanted', async () => {
  const { page, sandboxUrl, show, complaints } = await openBoard({ sources });
  await page.routeWebSocket(/\/graphql$/, (socket) => socket.close({ code: 1011 }));
  await page.clock.install();
  await show('?source=huawei-dns');
  const before = await cells(page, 'id');
  await drift(sandboxUrl, 3);
  const announcement = page.locator('.announcement').getByRole('button');
  await expect
    .poll(async () => {
      await page.clock.runFor(15_000);
      return announcement.allInnerTexts();
    })
    .toEqual([expect.stringMatching(/^\d+ new$/)]);
  const count = Number.parseInt(await announcement.innerText(), 10);
  expect(count).toBeGreaterThanOrEqual(3);
  expect(await cells(page, 'id')).toEqual(before);
  await drift(sandboxUrl, 0);
  await announcement.click();
  await expect.poll(async () => (await cells(page, 'id')).indexOf(before[0] ?? '')).toBe(count);
  expect(await announcement.count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('without a stream the board asks every 15 seconds, and not while it is hidden', async () => {
  const { page, sent, show } = await openBoard();
  await page.routeWebSocket(/\/graphql$/, (socket) => socket.close({ code: 1011 }));
  const unanswered = new Set<Request>();
  page.on('request', (request) => unanswered.add(request));
  page.on('requestfinished', (request) => unanswered.delete(request));
  page.on('requestfailed', (request) => unanswered.delete(request));
  await page.clock.install();
  await show();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(5);
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.postData() ?? ''));
  await page.clock.runFor(60_000);
  const rounds = () => requests.filter((body) => body.includes('query Timeline')).length;
  await expect.poll(rounds).toBeGreaterThanOrEqual(4);
  // One more, where a round has just begun.
  expect(rounds()).toBeLessThanOrEqual(5);
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true }));
  // What was asked before the page was hidden is still answered, by calls of its own.
  await expect.poll(() => unanswered.size).toBe(0);
  const calls = sent().length;
  const asked = requests.length;
  await page.clock.runFor(60_000);
  expect([requests.length, sent().length]).toEqual([asked, calls]);
});
