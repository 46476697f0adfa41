import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fileOf } from '#test/config/config-file.ts';
import { runMain, urlOf } from '#test/config/process.ts';
import { openStream } from '#test/live/event-stream.ts';

const text = (key: string, more = '') =>
  `sources: [ { key: ${key}, provider: ALIYUN_DNS, endpoint: "http://127.0.0.1:9", credentials: { accessKeyId: a, accessKeySecret: b } } ]
server: { drainMs: 300 }
${more}
`;
/** Writes a line as soon as somebody hears SIGHUP. */
const sayWhenHeard = `data:text/javascript,process.on('newListener', (name) => name === 'SIGHUP' && console.log('{"heard":1}'))`;
const reloaded = 'The configuration was reloaded.';

test('SIGHUP reloads at any time, and ends the process never', async () => {
  const file = fileOf(text('first'));
  const main = runMain(['--config', file], { PORT: '0' }, ['--import', sayWhenHeard]);
  // A signal before anything of ours runs would end any process.
  await expect.poll(() => main.output(), { timeout: 60_000, interval: 5 }).toContain('heard');
  const during = setInterval(() => main.child.kill('SIGHUP'), 10);
  const url = new URL(await urlOf(main)).origin;
  clearInterval(during);
  // By what is there before anything is imported, then by what reloads.
  expect(main.output().match(/heard/g)?.length).toBe(2);
  const keys = async () => (await fetch(`${url}/sources`)).text();
  const stream = await openStream(url, 'subscription { timelineChanged { kind } }');
  writeFileSync(file, text('second'));
  for (let count = 0; count < 20; count += 1) main.child.kill('SIGHUP');
  await expect.poll(keys).toContain('second');
  expect(main.log()).toContainEqual(expect.objectContaining({ msg: reloaded, reason: 'SIGHUP' }));
  writeFileSync(file, text('third', 'log: { level: loud }'));
  main.child.kill('SIGHUP');
  await expect.poll(() => main.output()).toContain('The configuration was not reloaded');
  expect([await keys(), stream.isOver()]).toEqual([expect.stringContaining('second'), false]);
  // By the file alone.
  writeFileSync(file, text('fourth'));
  await expect.poll(keys).toContain('fourth');
  const count = main.log().filter(({ msg }) => msg === reloaded).length;
  writeFileSync(file, text('fifth'));
  main.child.kill('SIGTERM');
  await sleep(50);
  for (let times = 0; times < 5; times += 1) main.child.kill('SIGHUP');
  expect(await main.ended).toBe(0);
  expect(main.log().filter(({ msg }) => msg === reloaded)).toHaveLength(count);
  expect(main.complaints()).toBe('');
});

test('SIGHUP without a configuration file is answered by a warning', async () => {
  const main = runMain([], { PORT: '0' });
  const url = new URL(await urlOf(main)).origin;
  main.child.kill('SIGHUP');
  await expect.poll(() => main.output()).toContain('There is no configuration file to read anew.');
  expect((await fetch(`${url}/health`)).status).toBe(200);
  main.child.kill('SIGTERM');
  expect(await main.ended).toBe(0);
});
