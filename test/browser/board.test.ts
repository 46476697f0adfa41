import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { sandboxSources } from '#src/sandbox/sources.ts';
import { cells, openBoard, rows } from './board.ts';

test('shows the newest tasks of all sources, from this server alone, and by little', async () => {
  const { page, url, show, complaints, requested } = await openBoard();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await show();
  expect(await rows(page).count()).toBeGreaterThan(5);
  expect(await page.locator('.lane-label').count()).toBe(7);
  await expect.poll(() => page.locator('path.bars').count()).toBeGreaterThan(2);
  expect(requested.filter((address) => !address.startsWith(`${url}/`))).toEqual([]);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(300_000);
  expect(complaints).toEqual([]);
});

test('loads more by cursors, each task once and in order', async () => {
  const { page, show, complaints } = await openBoard();
  await show();
  await page.getByRole('button', { name: 'Load 500 more' }).click();
  await page.getByText('600 loaded').waitFor();
  await page.getByRole('button', { name: 'Load older' }).click();
  await page.getByText('1,100 loaded').waitFor();
  const seen = new Map<string, string>();
  for (let scrolled = 0; scrolled < 47_000; scrolled += 700) {
    await page.evaluate(async (top) => {
      scrollTo({ top });
      // The rows are drawn in the frame after the one that tells of the scrolling.
      for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    }, scrolled);
    const shown = await page
      .locator('.row.task')
      .evaluateAll((all) =>
        all.map((row) => [
          row.getAttribute('aria-rowindex'),
          `${row.querySelector('time')?.dateTime} ${row.querySelector('code')?.textContent}`,
        ]),
      );
    for (const [index, text] of shown) seen.set(String(index), String(text));
  }
  expect(seen.size).toBe(1_100);
  expect(new Set(seen.values()).size).toBe(1_100);
  const inOrder = Array.from({ length: 1_100 }, (_, index) => seen.get(String(index + 2)) ?? '');
  const dates = inOrder.map((text) => text.split(' ', 1)[0] ?? '');
  expect(dates).toEqual(dates.toSorted().toReversed());
  expect(complaints).toEqual([]);
});

test('a filter is in the URL, asks only the sources that it names, and can be taken back', async () => {
  const { page, url, show, complaints } = await openBoard();
  await show();
  await page.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('checkbox', { name: 'Partially failed' }).check();
  await page.keyboard.press('Escape');
  await expect.poll(async () => new Set(await cells(page, 'status'))).toEqual(new Set(['Partially failed']));
  const asked: unknown[] = [];
  page.on('request', (request) => asked.push(JSON.parse(request.postData() ?? '{}').variables?.filter));
  await page.getByRole('button', { name: 'Source', exact: true }).click();
  await page.getByRole('checkbox', { name: 'huawei-dns' }).check();
  await expect.poll(async () => new Set(await cells(page, 'source'))).toEqual(new Set(['huawei-dns']));
  const chosen = { statuses: ['PARTIALLY_FAILED'], sources: ['huawei-dns'] };
  expect(asked.filter((each) => each !== undefined)).toEqual([
    { ...chosen, providers: null, operations: null, createdAfter: null, createdBefore: null },
  ]);
  expect(new URL(page.url()).search).toBe('?status=PARTIALLY_FAILED&source=huawei-dns');
  const foremost = async () => (await cells(page, 'id')).slice(0, 10);
  const listed = await foremost();
  await page.reload();
  await expect.poll(foremost).toEqual(listed);
  await page.goBack();
  expect(page.url()).toBe(`${url}/?status=PARTIALLY_FAILED`);
  await expect.poll(async () => new Set(await cells(page, 'source')).size).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  expect(page.url()).toBe(`${url}/`);
  expect(complaints).toEqual([]);
});

test('what a URL asks for and cannot have is named, and the rest of it holds', async () => {
  const { page, show, complaints } = await openBoard();
  await show('?status=RUNING,FAILED&source=nowhere&time=soon&from=yesterday&stalled=perhaps&operation=ImportImage');
  const alert = page.getByRole('alert');
  for (const text of [
    '“RUNING” is no status',
    'no source “nowhere”',
    '“soon” is no time',
    '“yesterday” is no date',
    '“perhaps” is neither',
  ])
    await alert.getByText(text).waitFor();
  await expect.poll(async () => new Set(await cells(page, 'status'))).toEqual(new Set(['Failed']));
  expect(new Set(await cells(page, 'operation'))).toEqual(new Set(['ImportImage']));
  // Nothing is lost before the reader says so.
  expect(page.url()).toContain('RUNING');
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  expect(new URL(page.url()).search).toBe('?status=FAILED&operation=ImportImage');
  expect(complaints).toEqual([]);
});

test('finds a task by the id of its provider, at whichever source', async () => {
  const { page, show, complaints } = await openBoard();
  await show();
  await page.getByRole('searchbox').fill('9a186e66977dd48f01977e021c480cac');
  await page.keyboard.press('Enter');
  await expect.poll(() => cells(page, 'id')).toEqual(['9a186e66977dd48f01977e021c480cac']);
  expect(new URL(page.url()).search).toBe('?task=9a186e66977dd48f01977e021c480cac');
  await page.getByRole('searchbox').fill('no-such-task');
  await page.keyboard.press('Enter');
  await page.getByText('There are no such tasks.').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(5);
  expect(complaints).toEqual([]);
});

test('a source that fails is named with its error, its lane is hatched, and the number at the top shows it alone', async () => {
  const { page, spoil, show, complaints } = await openBoard();
  await spoil({ provider: 'ALIYUN_POLARDB', kind: 'denied' });
  await show();
  const alert = page.getByRole('alert', { name: 'Sources that cannot be read' });
  await alert.getByText('UPSTREAM_DENIED Forbidden.RAM').waitFor();
  expect(await alert.innerText()).toMatch(/aliyun-polardb[^]*failing since \d\d:\d\d/);
  expect(
    await page.locator('rect.ill').evaluateAll((all) => all.map((each) => each.getAttribute('data-source'))),
  ).toEqual(['aliyun-polardb']);
  const tile = page.getByRole('button', { name: /Sources ill/ });
  expect(await tile.innerText()).toContain('1');
  await tile.click();
  expect(new URL(page.url()).search).toBe('?source=aliyun-polardb');
  expect(await page.locator('.lane-label').count()).toBe(1);
  await spoil();
  await page.getByRole('button', { name: /Sources ill/ }).click();
  await page.reload();
  await expect.poll(() => page.locator('rect.ill').count()).toBe(0);
  expect(complaints).toEqual([]);
});

/** The lines of the file of all failures of the open task. */
async function downloaded(page: Page): Promise<string[]> {
  const starting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'All as CSV' }).click();
  const text = await readFile(await (await starting).path(), 'utf8');
  return text.trimEnd().split('\r\n');
}

const huawei = '9a186e66977dd48f01977e021c480cac';

test('a row opens to the words of its provider, its failures by pages, and its very query in GraphiQL', async () => {
  const { page, context, url, show, complaints } = await openBoard(
    {},
    { permissions: ['clipboard-read', 'clipboard-write'] },
  );
  await show(`?task=${huawei}`);
  await page.locator('.opener').click();
  const details = page.locator('.details');
  await details.getByText('Provider status').waitFor();
  expect(await details.locator('.facts').innerText()).toMatch(/Provider status\nDONE[^]*Type\n\w+[^]*Succeeded\n\d/);
  const failures = details.getByRole('region', { name: 'Failures, a table' }).locator('tbody tr');
  expect(await failures.count()).toBe(20);
  await details.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => failures.count()).toBe(120);
  expect(await details.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  await details.getByRole('button', { name: 'Copy', exact: true }).click();
  await details.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toHaveLength(120);
  expect(copied.split('\n')[0]).toMatch(/^\S+\t\S*\t.+/);
  const csv = await details.getByRole('link', { name: 'All as CSV' }).getAttribute('href');
  const id = new URL(page.url()).searchParams.get('open') ?? '';
  expect(csv).toBe(`/tasks/${id}/failures.csv`);
  expect(await downloaded(page)).toHaveLength(121);

  const opening = context.waitForEvent('page');
  await details.getByRole('link', { name: 'Open in GraphiQL' }).click();
  const graphiql = await opening;
  expect(graphiql.url().startsWith(`${url}/graphql?query=`)).toBe(true);
  await graphiql.locator('.graphiql-query-editor').getByText('HuaweiDnsBatchTask').first().waitFor();
  await graphiql.getByRole('button', { name: /^Execute query/ }).click();
  await graphiql.locator('.graphiql-response').getByText(huawei).first().waitFor();

  // A link to the open row shows it to a colleague, whatever else is listed.
  await page.goto(`${url}/?status=SUCCEEDED&open=${id}`);
  await page.locator('.elsewhere .details').getByText('Provider status').waitFor();
  await page.goto(`${url}/?open=nonsense`);
  await page.getByRole('alert').first().waitFor();
  expect(complaints).toEqual([]);
});

/** A configuration that wants a key. */
const withKey = (key: string) => ({
  config: {
    auth: {
      mode: 'apiKeys' as const,
      apiKeys: [{ name: 'board', sha256: createHash('sha256').update(key).digest('hex'), sources: ['huawei-dns'] }],
    },
  },
  sources: sandboxSources,
});

test('asks for a key where one is wanted, and keeps it in the memory of the tab only', async () => {
  const { page, context, url, complaints } = await openBoard(withKey('the-key-of-the-board'));
  await page.goto(url);
  const dialog = page.getByRole('dialog', { name: 'A key is needed' });
  await dialog.getByLabel('Key or token').fill('another-key');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByText('That key was refused.').waitFor();
  await dialog.getByLabel('Key or token').fill('the-key-of-the-board');
  await page.keyboard.press('Enter');
  await expect.poll(async () => new Set(await cells(page, 'source'))).toEqual(new Set(['huawei-dns']));
  expect(await dialog.isVisible()).toBe(false);
  await page.locator('.stream.live').waitFor();
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  );
  expect(`${kept} ${page.url()} ${JSON.stringify(await context.storageState())}`).not.toContain('the-key');
  // A link could not carry the key: the file is fetched with it.
  await page.goto(`${url}/?task=${huawei}`);
  await dialog.getByLabel('Key or token').fill('the-key-of-the-board');
  await page.keyboard.press('Enter');
  await page.locator('.opener').click();
  expect(await downloaded(page)).toHaveLength(121);
  await page.getByRole('button', { name: 'Forget key' }).click();
  await dialog.waitFor();
  expect(await rows(page).count()).toBe(0);
  await dialog.getByLabel('Key or token').fill('the-key-of-the-board');
  await page.keyboard.press('Enter');
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.reload();
  await dialog.waitFor();
  // The browser tells of each refusal, and of nothing else.
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
});
