import { expect, test } from 'vitest';
import { cells, openBoard, rows } from './board.ts';

test('where only trusted documents are served, all of the board works', async () => {
  const { page, show, complaints, url } = await openBoard({
    config: { documents: { manifest: new Map(), only: true } },
  });
  const statuses = new Set<number>();
  page.on('response', (response) => statuses.add(response.status()));
  await show();
  await page.locator('.stream.live').waitFor();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(5);
  for (const provider of ['HUAWEI_DNS', 'ALIYUN_POLARDB', 'ALIYUN_IMM', 'ALIYUN_ECS']) {
    await show(`?provider=${provider}`);
    await rows(page).first().locator('.opener').click();
    await page.locator('.details .facts').waitFor();
    expect(await page.getByRole('link', { name: 'GraphiQL' }).count()).toBe(0);
  }
  await show('?task=9a186e66977dd48f01977e021c480cac');
  expect(await cells(page, 'source')).toEqual(['huawei-dns']);
  await page.locator('.opener').click();
  const failures = page.getByRole('region', { name: 'Failures, a table' }).locator('tbody tr');
  await expect.poll(() => failures.count()).toBe(20);
  await page.getByRole('button', { name: 'Load more' }).last().click();
  await expect.poll(() => failures.count()).toBeGreaterThan(100);
  expect([[...statuses].filter((status) => status >= 400), complaints]).toEqual([[], []]);
  const typed = await page.request.post(`${url}/graphql`, { data: { query: '{ sources { key } }' } });
  expect(await typed.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
});
