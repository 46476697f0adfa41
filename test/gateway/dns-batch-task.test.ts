import { expect, test } from 'vitest';
import { DnsBatchTaskDocument } from '#test/gql/graphql.ts';
import { startTestTaskline } from '#test/taskline.ts';

const source = 'aliyun-dns';

test.for([
  { asked: {}, sends: {}, finds: { taskId: '123456', batchType: 'DOMAIN_ADD' } },
  { asked: { taskId: null, batchType: null, language: null }, sends: {}, finds: { taskId: '123456' } },
  {
    asked: { batchType: 'RR_ADD' as const },
    sends: { BatchType: 'RR_ADD' },
    finds: { taskId: '9007199254740993123', batchType: 'RR_ADD', status: 'PARTIALLY_FAILED' },
  },
  {
    asked: { batchType: 'DOMAIN_DEL' as const, language: 'EN' as const },
    sends: { BatchType: 'DOMAIN_DEL', Lang: 'en' },
    finds: { taskId: '123454', status: 'FAILED', failureReason: 'The domain name is locked' },
  },
  {
    asked: { taskId: '123454', language: 'ZH' as const },
    sends: { TaskId: '123454', Lang: 'zh' },
    finds: { taskId: '123454', failureReason: '域名已被锁定' },
  },
  {
    asked: { taskId: '123450', batchType: 'DOMAIN_ADD' as const, language: 'EN' as const },
    sends: { TaskId: '123450', BatchType: 'DOMAIN_ADD', Lang: 'en' },
    finds: { taskId: '123450', counts: { total: 150, succeeded: 0, failed: 150, skipped: null } },
  },
])('asked for $asked, sends $sends', async ({ asked, sends, finds }) => {
  const { ask, sent } = await startTestTaskline();
  const { data, errors } = await ask(DnsBatchTaskDocument, { source, ...asked });
  expect(errors).toBeUndefined();
  expect(data?.aliyunDnsBatchTask).toMatchObject(finds);
  expect(sent().map(({ parameters }) => parameters)).toEqual([sends]);
});

test('finds null where there is no such task of the type', async () => {
  const { ask } = await startTestTaskline();
  const { data, errors } = await ask(DnsBatchTaskDocument, { source, taskId: '123456', batchType: 'RR_DEL' });
  expect({ data, errors }).toEqual({ data: { aliyunDnsBatchTask: null }, errors: undefined });
});
