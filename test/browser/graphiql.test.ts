import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { exampleTabs } from '#src/graphiql/example-queries.ts';
import { phone, visit } from './visit.ts';

const operationNames = exampleTabs.map(({ query }) => /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1] ?? '');

test('GraphiQL opens with its examples, runs them, and runs what is typed, without leaving this machine', async () => {
  const { page, url, open, requested, complaints, screenshot } = await visit();
  await open();
  expect(await page.getByRole('tab').allInnerTexts()).toEqual(operationNames);
  expect(await page.title()).toBe('Taskline');

  const answer = page.locator('.graphiql-response');
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await answer.getByText('__typename').first().waitFor();
  console.log('first tab:', await screenshot('first-tab'));

  await page.getByRole('button', { name: 'New tab' }).click();
  await page.locator('.graphiql-query-editor .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('query Typed { sources { key provider } }', { delay: 10 });
  // The tab takes the operation's name once the editor has understood what was typed.
  await page.getByRole('button', { name: 'Typed', exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await answer.getByText('aliyun-ecs-singapore').first().waitFor();
  console.log('typed:', await screenshot('typed'));

  expect(requested.filter((address) => !address.startsWith(`${url}/`))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('a click of the mouse opens each tab of GraphiQL, and a tab can be dragged', async () => {
  const { page, open, complaints } = await visit();
  await open();
  const shown = page.locator('.graphiql-query-editor');
  const names = operationNames.filter((name) => name !== 'Timeline');
  for (const name of names) {
    const place = await page.getByRole('button', { name, exact: true }).boundingBox();
    if (!place) throw new Error(`There is no tab ${name}.`);
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2, { delay: 30 });
    await page.getByRole('tab', { selected: true, name }).waitFor();
    await shown.getByText(name).first().waitFor();
  }
  const [first, third] = await Promise.all([0, 2].map((index) => page.getByRole('tab').nth(index).boundingBox()));
  if (!first || !third) throw new Error('There are too few tabs.');
  await page.mouse.move(first.x + 20, first.y + first.height / 2);
  await page.mouse.down();
  await page.mouse.move(third.x + third.width / 2, third.y + third.height / 2, { steps: 20 });
  await page.mouse.up();
  const [second, next] = operationNames.slice(1);
  await expect.poll(() => page.getByRole('tab').allInnerTexts()).not.toEqual(operationNames);
  expect((await page.getByRole('tab').allInnerTexts()).slice(0, 2)).toEqual([second, next]);
  expect(complaints).toEqual([]);
});

test('a click on a tab of GraphiQL opens it, and its example is answered', async () => {
  const { page, open, screenshot } = await visit();
  await open();
  // Held for a moment, as by a hand: the tab must stay where it is pressed.
  await page.getByRole('button', { name: 'DnsPodBatch', exact: true }).click({ delay: 50 });
  await page.getByRole('tab', { selected: true, name: 'DnsPodBatch' }).waitFor();
  console.log('tab:', await screenshot('tab'));
  // The editor shows the tab's document a moment later, and runs what it shows.
  await page.locator('.graphiql-query-editor').getByText('tencent-dnspod').first().waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await page.locator('.graphiql-response').getByText('record_modify').first().waitFor();
});

/** A robot is quicker than GraphiQL, which takes a tab's operation a moment after it shows the document: until then it runs nothing. */
const tooEarly = /Cannot\sinfer/;

/** Runs what the editor shows, until the answer has a text. */
async function execute(page: Page, text: string): Promise<void> {
  const told = page
    .locator('.graphiql-response')
    .getByText(new RegExp(`${text}|${tooEarly.source}`))
    .first();
  do {
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await told.waitFor();
  } while (tooEarly.test(await told.innerText()));
}

test.for(['WhatHappens', 'FollowTasks'])(
  'GraphiQL subscribes in the tab %s, and shows what it is told',
  async (name) => {
    const { page, open, screenshot, complaints } = await visit();
    await open();
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.graphiql-query-editor').getByText(name).first().waitFor();
    await execute(page, '"taskId"');
    console.log(`${name}:`, await screenshot(name));
    await page.getByRole('button', { name: /^Stop query/ }).click();
    expect(complaints).toEqual([]);
  },
);

test('the second view of GraphiQL costs little', async () => {
  const { open } = await visit();
  const first = await open();
  expect(first).toBeLessThan(3_000_000);
  expect(await open()).toBeLessThan(25_000);
});

test('GraphiQL keeps a history, which runs a query again after a reload', async () => {
  const { page, open, screenshot } = await visit();
  await open();
  await page.getByRole('button', { name: 'Headers', exact: true }).click();
  await page.locator('.graphiql-editor-tool .view-lines').locator('visible=true').click();
  await page.keyboard.type('{ "authorization": "Bearer kept-in-the-tab', { delay: 10 });
  // The tab takes over what is typed after a moment, and what it holds is stored half a second later.
  await page.waitForTimeout(1_000);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = page.locator('.graphiql-response');
  await answer.getByText('__typename').first().waitFor();
  await page.waitForTimeout(1_000);
  const stored = await page.evaluate(() => JSON.stringify(localStorage));
  expect(stored).toContain('graphiql:queries');
  expect(stored).not.toContain('kept-in-the-tab');
  await page.reload();
  await page.getByRole('button', { name: 'OneTask', exact: true }).click();
  await page.getByRole('button', { name: 'Show History' }).click();
  await page.locator('.graphiql-history').getByText('Timeline', { exact: true }).click();
  console.log('history:', await screenshot('history'));
  await page.locator('.graphiql-query-editor').getByText('FAILED').first().waitFor();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await answer.getByText('__typename').first().waitFor();
});

test('GraphiQL fits a phone: all of it can be reached and runs by touch', async () => {
  const { page, open, screenshot } = await visit(phone);
  await open();
  const size = () =>
    page.evaluate(() => [innerWidth, document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  expect(await size()).toEqual([390, 390, 844]);
  const run = page.getByRole('button', { name: /^Execute query/ });
  await run.tap();
  const answer = page.locator('.graphiql-response');
  await answer.getByText('__typename').first().waitFor();
  console.log('phone:', await screenshot('phone'));

  const editor = page.locator('.graphiql-query-editor');
  for (const part of [run, editor, answer]) {
    const { x, y, width, height } = (await part.boundingBox())!;
    expect([x >= 0, y >= 0, x + width <= 390, y + height <= 844]).toEqual([true, true, true, true]);
  }
  for (const part of [editor, answer]) expect((await part.boundingBox())!.width).toBe(390);

  for (const plugin of ['Documentation Explorer', 'History', 'GraphiQL Explorer']) {
    await page.getByRole('button', { name: `Show ${plugin}` }).tap();
    const box = (await page.locator('.graphiql-plugin').boundingBox())!;
    expect([box.width, box.height > 300]).toEqual([390, true]);
    console.log(`${plugin}:`, await screenshot(plugin));
    expect(await size()).toEqual([390, 390, 844]);
    await page.getByRole('button', { name: `Hide ${plugin}` }).tap();
  }
});
