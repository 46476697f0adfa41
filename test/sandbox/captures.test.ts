import { startSandbox } from '#src/sandbox/start.ts';
import { expect, test } from 'vitest';
import { captures, timeOf, type Capture } from '../signing/captures.ts';
import { replay } from './replay.ts';

/** What makes a sandbox differ from one of the capture's time that knows its key. */
interface Difference {
  readonly key?: Partial<Capture>;
  readonly laterMs?: number;
}

/** What a sandbox answers a capture. */
async function answerTo(capture: Capture, { key = {}, laterMs = 0 }: Difference = {}) {
  const now = new Date(timeOf(capture).getTime() + laterMs);
  const sandbox = await startSandbox({ now: () => now, keys: [{ ...capture, ...key }] });
  try {
    const answer = await replay(sandbox.url, capture);
    expect(sandbox.calls()).toMatchObject([{ status: answer.status }]);
    return answer;
  } finally {
    await sandbox.close();
  }
}

/** The code of an error, whichever way a cloud tells it; undefined in an answer without one. */
const codeIn = ({ text }: { readonly text: string }): string | undefined =>
  /"(?:Code|code|error_code)":"([\w.]+)"/.exec(text)?.[1];

const anotherSecret: Difference = { key: { accessKeySecret: 'another' } };

/** Why a capture can be refused for its signature: its secret, key, token or time is another. */
const differences: readonly Difference[] = [
  anotherSecret,
  { key: { accessKeyId: 'another' } },
  { key: { securityToken: 'another' } },
  { laterMs: 3_600_000 },
];

test.for(captures)('takes the captured signature for right: $file', async (capture) => {
  const refusals = await Promise.all(differences.map((difference) => answerTo(capture, difference)));
  const codes = refusals.map(codeIn);
  expect(codes).not.toContain(undefined);
  expect(codes).not.toContain(codeIn(await answerTo(capture)));
});

test.for(captures)('refuses the capture with another query: $file', async (capture) => {
  const path = `${capture.path}${capture.path.includes('?') ? '&' : '?'}x=1`;
  const code = codeIn(await answerTo({ ...capture, path }));
  expect(code).toBeDefined();
  expect(code).toBe(codeIn(await answerTo(capture, anotherSecret)));
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
  expect(await answerTo(capture)).toMatchObject({ status });
});
