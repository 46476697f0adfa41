import { expect, test } from 'vitest';
import { faultsOf, fileOf } from '#test/config/config-file.ts';
import { runMain, urlOf } from '#test/config/process.ts';

const credentials = '{ accessKeyId: a, accessKeySecret: b }';
const source = `sources: [ { key: dns, provider: ALIYUN_DNS, endpoint: "http://127.0.0.1:9", credentials: ${credentials} } ]`;

test('SIGUSR2 turns debug on and off again, and requests go on', async () => {
  const main = runMain(['--config', fileOf(source)], { PORT: '0' });
  const url = new URL(await urlOf(main)).origin;
  const answered = () => main.log().filter(({ msg }) => msg === 'A request was answered.');
  const probe = async () => expect((await fetch(`${url}/health`)).status).toBe(200);
  await probe();
  for (const [level, lines] of [
    ['debug', 1],
    ['info', 1],
    ['debug', 2],
  ] as const) {
    const before = main.output().length;
    main.child.kill('SIGUSR2');
    await expect.poll(() => main.output().slice(before)).toContain(`The log level is ${level} from now on.`);
    await probe();
    await expect.poll(() => answered()).toHaveLength(lines);
  }
  expect(answered()[0]).toMatchObject({ level: 'debug', path: '/health', status: 200 });
  main.child.kill('SIGTERM');
  expect(await main.ended).toBe(0);
});

test('the level is that of the configuration, and a faulty one is told', async () => {
  const main = runMain(['--config', fileOf(`${source}\nlog: { level: debug }`)], { PORT: '0' });
  await fetch(`${new URL(await urlOf(main)).origin}/health`);
  await expect.poll(() => main.log().filter(({ level }) => level === 'debug')).toHaveLength(1);
  main.child.kill('SIGINT');
  expect(await main.ended).toBe(0);
  expect(faultsOf(`${source}\nlog: { level: loud }`)).toEqual([
    'log.level: must be one of debug, info, warn, error, silent',
  ]);
});
