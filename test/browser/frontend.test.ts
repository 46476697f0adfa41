import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request, WebSocketRoute } from 'playwright-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { startLive, untilListed } from '#test/live/gateway.ts';
import { build, openPage, startVite } from './frontend.ts';

beforeAll(() => build());

const clients = [
  { name: 'urql', path: '/' },
  { name: 'Apollo Client', path: '/apollo.html' },
];

const rows = (page: Page) => page.locator('tbody tr');
const rowOf = (page: Page, taskId: string) => rows(page).filter({ has: page.getByText(taskId, { exact: true }) });
const live = (page: Page) => page.getByRole('status').getByText('Live');

/** The page over 25 running tasks of one source, t-24 the newest; what happens to them is the test's choice. */
async function open(path: string) {
  const gateway = await startLive(25);
  const opened = await openPage();
  const url = await startVite(['preview'], gateway.url);
  return { ...gateway, ...opened, show: () => opened.page.goto(url + path) };
}

test.for(clients)('$name: the newest tasks are shown, and stay as they are at the provider', async ({ path }) => {
  const { ecs, page, complaints, show } = await open(path);
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  const queries: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && queries.push(String(request.postData()))));
  await show();
  await expect.poll(() => rows(page).count()).toBe(20);
  expect(await rows(page).first().innerText()).toContain('t-24');
  await live(page).waitFor();
  const asked = [...queries];
  expect(asked).toContainEqual(expect.stringContaining('query NewestTasks'));

  ecs.finish('t-24');
  await rowOf(page, 't-24').getByText('SUCCEEDED').waitFor();
  ecs.add('t-new');
  await rowOf(page, 't-new').getByText('RUNNING').waitFor();
  expect(await rows(page).first().innerText()).toContain('t-new');
  ecs.finish('t-new', 'Failed');
  await rowOf(page, 't-new').getByText('FAILED').waitFor();
  expect(await rows(page).count()).toBe(20);
  expect(await rowOf(page, 't-5').count()).toBe(0);

  expect(sockets).toEqual([expect.stringMatching(/^ws:.*\/graphql$/)]);
  // All changes came by the socket.
  expect(queries).toEqual(asked);
  expect(complaints).toEqual([]);
});

test.for(clients)(
  '$name: what happened while the socket was away is asked for when it stands again',
  async ({ path }) => {
    const { ecs, page, show } = await open(path);
    const underWay = new Set<Request>();
    page.on('request', (request) => underWay.add(request));
    page.on('requestfinished', (request) => underWay.delete(request));
    page.on('requestfailed', (request) => underWay.delete(request));
    const sockets: WebSocketRoute[] = [];
    let isAway = false;
    await page.routeWebSocket('**/graphql', async (socket) => {
      sockets.push(socket);
      if (isAway) return socket.close({ code: 1012 });
      socket.connectToServer();
    });
    await show();
    await live(page).waitFor();
    isAway = true;
    await sockets[0]?.close({ code: 1012 });
    await page.getByText('Away: connecting again …').waitFor();
    // What was asked when the socket stood first would tell of what comes next too, where it takes long.
    await expect.poll(() => underWay.size).toBe(0);
    ecs.add('t-meanwhile');
    ecs.finish('t-20');
    await expect.poll(() => sockets.length).toBeGreaterThan(1);
    expect(await rowOf(page, 't-meanwhile').count()).toBe(0);
    isAway = false;
    await live(page).waitFor();
    await rowOf(page, 't-meanwhile').getByText('RUNNING').waitFor();
    await rowOf(page, 't-20').getByText('SUCCEEDED').waitFor();
    ecs.finish('t-meanwhile');
    await rowOf(page, 't-meanwhile').getByText('SUCCEEDED').waitFor();
  },
);

test.for(clients)('$name: a source that cannot be read is named', async ({ path }) => {
  const { ecs, page, show } = await open(path);
  ecs.fail(true);
  await show();
  await page.getByRole('alert').getByText('The tasks of ecs are missing').waitFor();
});

test.for(clients)('$name: that the gateway is away is said', async ({ path }) => {
  const { page, show } = await open(path);
  await page.route('**/graphql', (route) => route.abort());
  await show();
  await page.getByRole('alert').waitFor();
});

test('Vite serves the sources while they are worked on', async () => {
  const { url, ecs } = await startLive(3);
  const { page, complaints } = await openPage();
  await page.goto(await startVite(['dev'], url));
  await live(page).waitFor({ timeout: 20_000 });
  await expect.poll(() => rows(page).count()).toBe(3);
  await untilListed(ecs, ecs.calls.length);
  ecs.add('t-new');
  await expect.poll(() => rows(page).count()).toBe(4);
  expect(complaints.filter((complaint) => !complaint.includes('React DevTools'))).toEqual([]);
});

test('a build that is served elsewhere asks the gateway across origins, which its configuration allows', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taskline-frontend-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const origin = await startVite(['preview', '--outDir', directory], 'http://127.0.0.1:1');
  const { url, ecs } = await startLive(3, { config: { cors: { origins: [origin], credentials: false, headers: [] } } });
  await build(['--outDir', directory, '--emptyOutDir'], { VITE_TASKLINE_URL: `${url}/graphql` });
  const { page, complaints } = await openPage();
  await page.goto(origin);
  await live(page).waitFor();
  await expect.poll(() => rows(page).count()).toBe(3);
  await untilListed(ecs, ecs.calls.length);
  ecs.add('t-new');
  await expect.poll(() => rows(page).count()).toBe(4);
  expect(complaints).toEqual([]);
});
