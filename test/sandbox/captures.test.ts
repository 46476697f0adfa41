import { startSandbox } from '#src/sandbox/start.ts';
import { expect, test } from 'vitest';
import { captures, timeOf } from '../signing/captures.ts';
import { replay } from './replay.ts';

/** The words of any cloud for a request that is not rightly signed. */
const refusals = /Signature|InvalidAccessKeyId|InvalidTimeStamp|SecurityToken|APIGW\.0301|AuthFailure/;

test.for(captures)('takes the captured signature for right: $file', async (capture) => {
  const sandbox = await startSandbox({ now: () => timeOf(capture), keys: [capture] });
  try {
    const answer = await replay(sandbox.url, capture);
    expect(answer.text).not.toMatch(refusals);
    expect(sandbox.calls()).toMatchObject([{ status: answer.status }]);
  } finally {
    await sandbox.close();
  }
});

test.for(captures)('refuses the capture with another query: $file', async (capture) => {
  const sandbox = await startSandbox({ now: () => timeOf(capture), keys: [capture] });
  try {
    const { text: answer } = await replay(sandbox.url, {
      ...capture,
      path: `${capture.path}${capture.path.includes('?') ? '&' : '?'}x=1`,
    });
    expect(answer).toMatch(/SignatureDoesNotMatch|APIGW\.0301|AuthFailure\.SignatureFailure/);
  } finally {
    await sandbox.close();
  }
});

test.for([
  { file: 'ecs-02-one-task-id.json', status: 200 },
  { file: 'ecs-09-empty-and-zero.json', status: 400 },
  { file: 'ecs-11-sts-three-task-ids.json', status: 200 },
  { file: 'ecs-14-whitespace-values.json', status: 400 },
  { file: 'ecs-15-empty-resource-ids.json', status: 200 },
  { file: 'ecs-16-sibling-DescribeTaskAttribute.json', status: 404 },
  { file: 'alidns-03-all-params.json', status: 200 },
  { file: 'imm-02-state-sort-order.json', status: 200 },
  { file: 'imm-09-sibling-GetTask.json', status: 404 },
  { file: 'polardb-02-no-params.json', status: 400 },
  { file: 'huawei-02-show-limit-offset.json', status: 200 },
  { file: 'huawei-12-show-odd-slash.json', status: 404 },
  { file: 'huawei-15-show-odd-unicode.json', status: 400 },
  { file: 'huawei-20-list-no-query.json', status: 200 },
])('answers $file with $status', async ({ file, status }) => {
  const capture = captures.find((one) => one.file === file)!;
  const sandbox = await startSandbox({ now: () => timeOf(capture), keys: [capture] });
  try {
    expect(await replay(sandbox.url, capture)).toMatchObject({ status });
  } finally {
    await sandbox.close();
  }
});
