import { expect, test } from 'vitest';
import { dnsItems } from '#src/sandbox/aliyun-dns-detail.ts';
import { startLists } from './lists.ts';

/** The last RR_ADD task: 120 items done and 130 failed, in turn as long as there are both. */
const taskId = '9007199254740993123';
const items = dnsItems(120, 130);

interface Items {
  readonly nodes: readonly { readonly domain?: string; readonly item?: string; readonly succeeded?: boolean }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

const queryOf = (field: string, fields: string) => `query ($first: Int, $after: String, $last: Int, $before: String) {
  task: aliyunDnsBatchTask(source: "aliyun-dns", taskId: "${taskId}") {
    page: ${field}(first: $first, after: $after, last: $last, before: $before) {
      nodes { ${fields} } pageInfo { hasNextPage endCursor } totalCount
    }
  }
}`;

test.for([
  {
    field: 'details',
    fields: 'domain succeeded',
    status: undefined,
    whole: items.map(({ number, isSuccess }) => ({ domain: `example${number}.com`, succeeded: isSuccess })),
  },
  {
    field: 'failures',
    fields: 'item message',
    status: 'FAILED',
    whole: items
      .filter(({ isSuccess }) => !isSuccess)
      .map(({ number }) => ({ item: `www${number}.example${number}.com`, message: '记录已存在' })),
  },
])('$field of a task of alidns are paged with Status $status', async ({ field, fields, status, whole }) => {
  const { ask, callsOf, sent } = await startLists();
  const page = async (wanted: object): Promise<Items> => {
    const { data, errors } = await ask<{ task: { page: Items } }>(queryOf(field, fields), wanted);
    expect(errors).toBeUndefined();
    return data?.task.page as Items;
  };
  const nodes = [];
  for (let after: string | null = null, more = true; more;) {
    const { result, calls } = await callsOf(() => page({ first: 60, after }));
    expect(result.totalCount).toBe(whole.length);
    expect(calls.map(({ operation }) => operation)).toEqual(['DescribeBatchResultCount', 'DescribeBatchResultDetail']);
    nodes.push(...result.nodes);
    [after, more] = [result.pageInfo.endCursor, result.pageInfo.hasNextPage];
  }
  expect(nodes).toEqual(whole);
  expect((await page({ last: 7 })).nodes).toEqual(whole.slice(-7));
  const details = sent().filter(({ operation }) => operation === 'DescribeBatchResultDetail');
  expect(new Set(details.map(({ parameters }) => parameters['Status']))).toEqual(new Set([status]));
});
