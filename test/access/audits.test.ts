import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

test('the server is as GraphQL over HTTP has it, by every audit', async () => {
  const { url } = await startTestTaskline();
  const results = await Promise.all(serverAudits({ url: `${url}/graphql` }).map((audit) => audit.fn()));
  const failed = results.flatMap((result) =>
    result.status === 'ok' ? [] : [`${result.status} ${result.id}: ${result.name}: ${result.reason}`],
  );
  expect(failed).toEqual([]);
  expect(results.length).toBeGreaterThan(60);
});
