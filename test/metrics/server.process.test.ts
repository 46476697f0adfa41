import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';
import { runMain, urlOf } from '#test/config/process.ts';
import { fileOf } from '#test/config/config-file.ts';
import { scrape } from './scrape.ts';

const source = 'sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: a, accessKeySecret: b } } ]\n';

test('the process says where the metrics are, serves them, and ends with them', async () => {
  const running = runMain(['--config', fileOf(`${source}server: { port: 0 }\nmetrics: { port: 0 }\n`)], { PORT: '0' });
  await urlOf(running);
  const told = running.log().find(({ metrics: url }) => typeof url === 'string');
  expect((await scrape(String(told?.['metrics']))).sum('taskline_heap_limit_bytes')).toBeGreaterThan(0);
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
});

/** Whether the library has been loaded by a gateway whose configuration has this section, one after the other in one process. */
function haveLoaded(...sections: readonly string[]): readonly string[] {
  const script = `
    import { createRequire } from 'node:module';
    import { loadConfig } from '#src/config/load.ts';
    import { createLogger } from '#src/platform/log.ts';
    import { startTaskline } from '#src/start/taskline.ts';
    for (const section of [${sections.join()}]) {
      const config = { ...loadConfig({ PORT: '0' }), ...section };
      const taskline = await startTaskline(config, createLogger({ level: 'silent', pretty: false }));
      const { cache } = createRequire(import.meta.url);
      console.log(Object.keys(cache).some((path) => path.includes('prom-client')));
      await taskline.stop();
    }
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: bareEnvironment(),
    encoding: 'utf8',
  });
  return stdout.trim().split('\n');
}

test('without the section nothing of it is loaded', () => {
  expect(haveLoaded('{}', "{ metrics: { host: '127.0.0.1', port: 0 } }")).toEqual(['false', 'true']);
});
