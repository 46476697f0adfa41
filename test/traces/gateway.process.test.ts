import { spawnSync } from 'node:child_process';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';
import { runMain, urlOf } from '#test/config/process.ts';
import { startReceiver, treeOf } from './receiver.ts';
import { only } from './traced-gateway.ts';

/** What a process has loaded of a gateway without traces, and then of one with them. */
const script = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({
    load(url, context, next) {
      loaded.push(url);
      return next(url, context);
    },
  });
  const { loadConfig } = await import('#src/config/load.ts');
  const { createLogger } = await import('#src/platform/log.ts');
  const { startTaskline } = await import('#src/start/taskline.ts');
  const logger = createLogger({ level: 'silent', pretty: false });
  for (const environment of [{ OTEL_SERVICE_NAME: 'off' }, { OTEL_TRACES_EXPORTER: 'otlp' }]) {
    const taskline = await startTaskline(loadConfig({ PORT: '0', ...environment }), logger);
    const query = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ sources { key } }"}' };
    if (environment.OTEL_SERVICE_NAME) await (await fetch(taskline.url + '/graphql', query)).text();
    await taskline.stop();
    console.log(loaded.filter((url) => /@opentelemetry|src.traces/.test(url)).length > 0);
  }
`;

test('without the variables nothing of it is loaded', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: bareEnvironment(),
    encoding: 'utf8',
  });
  expect([stdout.trim().split('\n'), stderr]).toEqual([['false', 'true'], '']);
});

/** Asks a process that is told of a receiver, and ends it: its exit code. */
async function askAndEnd(receiver: string): Promise<{ code: number | null; log: readonly Record<string, unknown>[] }> {
  const running = runMain([], {
    PORT: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver,
    OTEL_BSP_SCHEDULE_DELAY: '600000',
    OTEL_SERVICE_NAME: 'of-a-process',
  });
  const url = await urlOf(running);
  const { body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ aliyunDnsBatchTask(source: "aliyun-dns", taskId: "123456") { status } }' }),
  });
  await body.dump();
  running.child.kill('SIGTERM');
  return { code: await running.ended, log: running.log() };
}

test('SIGTERM sends what has not been sent', async () => {
  const receiver = await startReceiver();
  expect((await askAndEnd(receiver.url)).code).toBe(0);
  const spans = receiver.spans();
  expect(treeOf(spans, only(spans, 'POST /graphql'))).toHaveLength(4);
  expect(receiver.resource()['service.name']).toBe('of-a-process');
});

test('a receiver that does not answer holds up the end for a bounded time', async () => {
  const receiver = await startReceiver(() => new Promise(() => undefined));
  const { code, log } = await askAndEnd(receiver.url);
  expect(code).toBe(0);
  expect(receiver.batches.length).toBeGreaterThan(0);
  expect(log).toContainEqual(
    expect.objectContaining({ reason: 'the gateway stops', msg: 'Spans of traces were lost.' }),
  );
});
