import { createRequire } from 'node:module';
import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface ClientModule {
  readonly default: new (config: object) => Readonly<Record<string, (request: object) => Promise<{ body: unknown }>>>;
  readonly DescribeTasksRequest: new (fields: object) => object;
  readonly DescribeBatchResultCountRequest: new (fields: object) => object;
}

// They are CommonJS, whose default export Node and Vite would unwrap differently.
const require = createRequire(import.meta.url);
let ecs: ClientModule;
let alidns: ClientModule;

// They take seconds to load: here, so that vitest sees that this file is long, and begins with it the next time.
beforeAll(() => {
  ecs = require('@alicloud/ecs20140526') as ClientModule;
  alidns = require('@alicloud/alidns20150109') as ClientModule;
});

const { url, close } = await startSandbox();
afterAll(close);

const config = {
  accessKeyId: 'sandbox',
  accessKeySecret: 'sandbox-secret',
  endpoint: new URL(url).host,
  protocol: 'http',
  regionId: 'cn-hangzhou',
};

test("the vendor's ECS client reads a task", async () => {
  const request = new ecs.DescribeTasksRequest({ regionId: 'cn-hangzhou', taskIds: 't-bp1hvgwromzv32iq****' });
  const answer = await new ecs.default(config)['describeTasks']!(request);
  expect(answer.body).toMatchObject({
    totalCount: 1,
    taskSet: { task: [{ taskId: 't-bp1hvgwromzv32iq****', taskStatus: 'Finished', supportCancel: 'true' }] },
  });
});

test("the vendor's ECS client reads a refusal", async () => {
  const request = new ecs.DescribeTasksRequest({ regionId: 'cn-hangzhou', pageSize: 101 });
  await expect(new ecs.default(config)['describeTasks']!(request)).rejects.toMatchObject({
    code: 'InvalidParameter',
    statusCode: 400,
  });
});

test("the vendor's alidns client reads the last task", async () => {
  const request = new alidns.DescribeBatchResultCountRequest({ lang: 'en' });
  const answer = await new alidns.default(config)['describeBatchResultCount']!(request);
  expect(answer.body).toMatchObject({ taskId: 123456, status: 0, totalCount: 4, reason: 'failed_reason' });
});

test("the vendor's client with a wrong secret is refused", async () => {
  const client = new alidns.default({ ...config, accessKeySecret: 'wrong' });
  const asked = client['describeBatchResultCount']!(new alidns.DescribeBatchResultCountRequest({}));
  await expect(asked).rejects.toMatchObject({ code: 'SignatureDoesNotMatch', statusCode: 403 });
});
