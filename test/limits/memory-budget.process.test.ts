import { request } from 'undici';
import { expect, test } from 'vitest';
import { startGatewayProcess } from '#test/access/gateway-process.ts';

const task = 'id taskId operation status providerStatus createdAt finishedAt counts { total succeeded } progress';
const page = `batchTasks(first: 500) { edges { cursor node { ${task} } } }`;
const large = JSON.stringify({ query: `{ a: ${page} b: ${page} }` });

test('3.4 more large answers than there is memory for: some are refused, the others come, and the process lives', async () => {
  const gateway = await startGatewayProcess('--max-old-space-size=256', '--max-semi-space-size=4');
  const statusOf = async () => {
    const { statusCode, body } = await request(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: large,
    });
    await body.dump({ limit: Infinity });
    return statusCode;
  };
  // Without the budget so many end the process; there is memory for some twelve.
  const statuses = await Promise.all(Array.from({ length: 40 }, statusOf));
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  // What was taken has been given back.
  expect(await Promise.all(Array.from({ length: 3 }, statusOf))).toEqual(Array(3).fill(200));
  gateway.terminate();
  expect(await gateway.exit()).toBe(0);
});
