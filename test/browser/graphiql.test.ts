import { expect, test } from 'vitest';
import { exampleTabs } from '#src/graphiql/example-queries.ts';
import { visit } from './visit.ts';

const operationNames = exampleTabs.map(({ query }) => /^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1] ?? '');

test('GraphiQL opens with its examples, runs them, and runs what is typed, without leaving this machine', async () => {
  const { page, url, open, requested, complaints, screenshot } = await visit();
  await open();
  expect(await page.getByRole('tab').allInnerTexts()).toEqual(operationNames);
  expect(await page.title()).toBe('Taskline');

  const answer = page.locator('.graphiql-response');
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await answer.getByText('AliyunEcsTask').first().waitFor();
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

test.for(['WhatHappens', 'FollowTasks'])(
  'GraphiQL subscribes in the tab %s, and shows what it is told',
  async (name) => {
    const { page, open, screenshot, complaints } = await visit();
    await open();
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.graphiql-query-editor').getByText(name).first().waitFor();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.graphiql-response').getByText('"taskId"').first().waitFor();
    console.log(`${name}:`, await screenshot(name));
    await page.getByRole('button', { name: /^Stop query/ }).click();
    expect(complaints).toEqual([]);
  },
);

test('the second view of GraphiQL costs little', async () => {
  const { open } = await visit();
  const first = await open();
  expect(first).toBeLessThan(3_000_000);
  expect(await open()).toBeLessThan(20_000);
});
