import { createRequire } from 'node:module';
import { startSandbox } from '#src/sandbox/start.ts';
import { afterAll, expect, test } from 'vitest';
import sample from '../fixtures/samples/dnspod-DescribeBatchTask.json' with { type: 'json' };

interface ClientModule {
  readonly dnspod: {
    readonly v20210323: {
      readonly Client: new (config: object) => {
        DescribeBatchTask(request: { JobId: number | bigint }): Promise<object>;
      };
    };
  };
}

// It is CommonJS, whose exports Node and Vite would unwrap differently.
const require = createRequire(import.meta.url);
const { dnspod } = require('tencentcloud-sdk-nodejs-dnspod') as ClientModule;

const keys = [
  { accessKeyId: 'sandbox', accessKeySecret: 'sandbox-secret' },
  { accessKeyId: 'temporary', accessKeySecret: 'temporary-secret', securityToken: 'token' },
];
const { url, close } = await startSandbox({ keys });
afterAll(close);

function clientOf(credential: object = {}, reqMethod = 'POST') {
  const httpProfile = { protocol: 'http://', endpoint: new URL(url).host, reqMethod };
  return new dnspod.v20210323.Client({
    credential: { secretId: 'sandbox', secretKey: 'sandbox-secret', ...credential },
    region: '',
    profile: { httpProfile },
  });
}

test.for(['POST', 'GET'])("the vendor's client reads a task by %s", async (reqMethod) => {
  const answer = await clientOf({}, reqMethod).DescribeBatchTask({ JobId: 69 });
  expect(answer).toEqual({ ...sample.Response, RequestId: expect.any(String) });
});

test("the vendor's client reads a task with an id beyond what a double holds, by a temporary key", async () => {
  const credential = { secretId: 'temporary', secretKey: 'temporary-secret', token: 'token' };
  const answer = await clientOf(credential).DescribeBatchTask({ JobId: 9_007_199_254_740_992_997n });
  expect(answer).toMatchObject({ JobType: expect.any(String), TotalCount: expect.any(Number) });
});

test.for([
  { why: 'a task that does not exist', credential: {}, JobId: 70, code: 'InvalidParameter.BatchTaskNotExist' },
  { why: 'a wrong secret', credential: { secretKey: 'wrong' }, JobId: 69, code: 'AuthFailure.SignatureFailure' },
  { why: 'an unknown key', credential: { secretId: 'nobody' }, JobId: 69, code: 'AuthFailure.SecretIdNotFound' },
])("the vendor's client is told of $why", async ({ credential, JobId, code }) => {
  await expect(clientOf(credential).DescribeBatchTask({ JobId })).rejects.toMatchObject({ code });
});
