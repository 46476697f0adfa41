import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bareEnvironment } from '#test/bare-environment.ts';
import { codeBlocks, pageAt } from '#test/docs/markdown.ts';
import { idOf } from '#test/live/ecs-upstream.ts';
import { startLive, ticks } from '#test/live/gateway.ts';
import { runService } from './service.ts';

test.for([
  { told: 'Finished', status: 'SUCCEEDED', code: 0 },
  { told: 'Failed', status: 'FAILED', code: 4 },
  { told: 'Cancelled', status: 'CANCELED', code: 5 },
])('a task that becomes $status ends the wait with exit code $code', async ({ told, status, code }) => {
  const { url, ecs } = await startLive(1);
  const waiting = runService(url, null, 'wait', idOf('t-0'));
  await expect.poll(() => ecs.calls.length).toBeGreaterThan(0);
  ecs.finish('t-0', told);
  const run = await waiting;
  expect({ code: run.code, complaints: run.complaints }).toEqual({ code, complaints: '' });
  expect(run.output).toMatch(new RegExp(`^\\S+ +${status} .* t-0\\n$`));
});

test.for([
  { what: 'a task that is not there', id: idOf('none'), complaint: /^There is no such task\.\n$/ },
  { what: 'what is no id', id: 'none', complaint: /^HTTP 200: BAD_USER_INPUT: id: .*\n$/ },
])('$what ends the wait with exit code 1', async ({ id, complaint }) => {
  const { url } = await startLive(1);
  const { code, output, complaints } = await runService(url, null, 'wait', id);
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(complaints).toMatch(complaint);
});

/** The loop of the README for this gateway and this task: what it shows, all by a pipe as in a shell. */
async function runLoop(url: string, id: string): Promise<string> {
  const loop = codeBlocks(pageAt('examples/service/README.md'), 'sh').find((code) => code.startsWith('while curl'));
  if (!loop) throw new Error('The README has no loop.');
  const script = `{ ${loop.trim()}; } 2>&1 | cat`.replace('http://127.0.0.1:4000', url);
  return (await promisify(execFile)('sh', ['-c', script], { env: { ...bareEnvironment(), ID: id } })).stdout;
}

test("the README's loop of one line ends when the task has finished, and at once where there is none", async () => {
  const { url, ecs } = await startLive(1);
  let isOver = false;
  const waiting = runLoop(url, idOf('t-0')).finally(() => (isOver = true));
  await expect.poll(() => ecs.calls.length).toBeGreaterThan(1);
  await ticks(3);
  expect(isOver).toBe(false);
  ecs.finish('t-0');
  expect(await waiting).toBe('{"data":{"awaitBatchTask":{"status":"SUCCEEDED"}}}');
  expect(await runLoop(url, idOf('none'))).toBe('{"data":{"awaitBatchTask":null}}');
  expect(await runLoop(url, 'none')).toContain('BAD_USER_INPUT');
});
