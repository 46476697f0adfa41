import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { startTestTaskline, type TestOptions } from '#test/taskline.ts';
import { build, openPage, startVite } from './frontend.ts';

beforeAll(() => build());

const rows = (page: Page) => page.locator('tbody tr:not(.placeholder)');
const loadMore = (page: Page) => page.getByRole('button', { name: 'Load more' });

/** Presses the button for as long as there is one: where a filter passes little, a page may hold less than asked for. */
async function loadAll(page: Page): Promise<void> {
  const idle = page.locator('section[aria-busy="false"]');
  for (await idle.waitFor(); await loadMore(page).isVisible(); await idle.waitFor()) await loadMore(page).click();
}

async function open(colorScheme: 'light' | 'dark' = 'light', options: TestOptions = {}) {
  const taskline = await startTestTaskline(options);
  const { page, complaints } = await openPage(colorScheme);
  const url = await startVite(['preview'], taskline.url);
  return { ...taskline, page, complaints, open: () => page.goto(url) };
}

const huaweiAlone = (url: string) => sandboxSources(url).filter(({ provider }) => provider === 'HUAWEI_DNS');

test('shows the newest tasks, and more of them with each press of a button', async () => {
  const { page, complaints, open: show } = await open();
  await show();
  await expect.poll(() => rows(page).count()).toBe(20);
  const [first] = await rows(page).allInnerTexts();
  for (const count of [40, 60]) {
    await loadMore(page).click();
    await expect.poll(() => rows(page).count()).toBe(count);
  }
  expect(await rows(page).first().innerText()).toBe(first);
  const ids = await page.locator('tbody th code').allInnerTexts();
  expect(new Set(ids).size).toBe(60);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('shows the tasks of the chosen statuses, and says where they end', async () => {
  const { page, complaints, open: show } = await open('dark');
  await show();
  await page.getByRole('checkbox', { name: 'Unknown' }).check();
  await loadAll(page);
  await page.getByText('That is all.').waitFor();
  const unknown = await rows(page).count();
  expect(unknown).toBe(3);
  expect(new Set(await page.locator('tbody .status').allInnerTexts())).toEqual(new Set(['Unknown']));
  await page.getByRole('checkbox', { name: 'Partially failed' }).check();
  await expect.poll(() => rows(page).count()).toBe(20);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('checkbox', { name: 'Canceled' }).check();
  await expect
    .poll(async () => [...new Set(await page.locator('tbody .status').allInnerTexts())])
    .toEqual(['Canceled']);
  expect(complaints).toEqual([]);
});

test('says that there are no such tasks where a status has none', async () => {
  const { page, complaints, open: show } = await open('light', { sources: huaweiAlone });
  await show();
  await page.getByRole('checkbox', { name: 'Canceled' }).check();
  await page.getByText('There are no such tasks.').waitFor();
  expect(await rows(page).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('names a source that could not be read, and takes it in once it can be', async () => {
  const { page, spoil, open: show } = await open();
  await spoil({ provider: 'ALIYUN_ECS', kind: 'error' }, { provider: 'HUAWEI_DNS', kind: 'denied' });
  await show();
  const banner = page.getByRole('alert');
  await banner.waitFor();
  expect(await banner.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^aliyun-ecs-hangzhou: .* UPSTREAM_UNAVAILABLE$/),
    expect.stringMatching(/^aliyun-ecs-singapore: .* UPSTREAM_UNAVAILABLE$/),
    expect.stringMatching(/^huawei-dns: .* UPSTREAM_DENIED$/),
  ]);
  await expect.poll(() => rows(page).count()).toBe(20);
  await spoil();
  await banner.getByRole('button', { name: 'Try again' }).click();
  await banner.waitFor({ state: 'detached' });
  expect(await rows(page).count()).toBe(20);
});

test('says that Taskline is away, and goes on when it is asked again', async () => {
  const { page, open: show } = await open();
  let isAway = true;
  await page.route('**/graphql', (route) => (isAway ? route.abort() : route.continue()));
  await show();
  await page.getByRole('alert').getByText('Taskline cannot be reached.').waitFor();
  isAway = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => rows(page).count()).toBe(20);
  isAway = true;
  await loadMore(page).click();
  await page.getByRole('alert').waitFor();
  expect(await rows(page).count()).toBe(20);
  isAway = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => rows(page).count()).toBe(40);
});

test('a refresh starts over', async () => {
  const { page, open: show } = await open();
  await show();
  await loadMore(page).click();
  await expect.poll(() => rows(page).count()).toBe(40);
  const answered = page.waitForResponse('**/graphql');
  await page.getByRole('button', { name: 'Refresh' }).click();
  expect((await answered).request().postDataJSON()).toMatchObject({ variables: { after: null } });
  await expect.poll(() => rows(page).count()).toBe(20);
});

test('Vite serves the sources while they are worked on', async () => {
  const { url } = await startTestTaskline();
  const { page, complaints } = await openPage();
  await page.goto(await startVite(['dev'], url));
  await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(20);
  expect(complaints.filter((complaint) => !complaint.includes('React DevTools'))).toEqual([]);
});

test('a build that is served elsewhere asks the gateway across origins, which its configuration allows', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taskline-frontend-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const origin = await startVite(['preview', '--outDir', directory], 'http://127.0.0.1:1');
  const { url } = await startTestTaskline({ config: { cors: { origins: [origin], credentials: false } } });
  await build(['--outDir', directory, '--emptyOutDir'], { VITE_TASKLINE_URL: `${url}/graphql` });
  const { page, complaints } = await openPage();
  await page.goto(origin);
  await expect.poll(() => rows(page).count()).toBe(20);
  expect(complaints).toEqual([]);
});
