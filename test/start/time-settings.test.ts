import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load.ts';
import { getText, open } from '#test/http/raw-connection.ts';
import { startTestTaskline } from '#test/taskline.ts';

test('a connection waits for its next request as long as keepAliveMs says', async () => {
  const { url } = await startTestTaskline({
    config: { server: { ...loadConfig({ PORT: '0' }).server, keepAliveMs: 50 } },
  });
  const connection = open(Number(new URL(url).port));
  connection.send(getText('/health'));
  expect(await connection.closed).toMatch(/^HTTP\/1\.1 200 /);
});
