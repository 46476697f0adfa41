import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { UnfinishedRecord } from '#src/hooks/unfinished-record.ts';
import type { TaskListener } from '#src/live/changes.ts';
import { taskOf } from './delivering.ts';
import { temporaryFolder } from './temporary-folder.ts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A record of one source whose tasks a test changes; what it does is written each 10 ms. */
function startRecord(text: string | null, unfinished: Set<string>) {
  const file = join(temporaryFolder(), 'unfinished.json');
  if (text !== null) writeFileSync(file, text);
  const told: string[] = [];
  const warned: string[] = [];
  const listeners: TaskListener[] = [];
  let writing = Promise.resolve();
  const record = new UnfinishedRecord({
    file,
    watchers: () =>
      new Map([
        [
          'ecs',
          {
            unfinishedTasks: () => [...unfinished],
            watchTasks(_taskIds, listener) {
              listeners.push(listener);
              return () => undefined;
            },
          },
        ],
      ]),
    finished: ({ taskId }) => told.push(taskId),
    messagesWritten: () => writing,
    logger: { error: () => undefined, warn: (_data: unknown, line?: string) => warned.push(String(line)) },
    everyMs: 10,
  });
  onTestFinished(() => record.stop());
  return {
    told,
    warned,
    stop: () => record.stop(),
    kept: (): unknown => (existsSync(file) ? parsed(readFileSync(file, 'utf8')) : null),
    hold: (until: Promise<void>) => void (writing = until),
    finish: (taskId: string) => {
      const change = { kind: 'FINISHED', task: taskOf(taskId), before: null } as const;
      for (const listener of listeners) listener.taskChanged(change);
    },
  };
}

test('a task stays in the record until the message about its end has been written', async () => {
  const unfinished = new Set(['a', 'b']);
  const { kept, hold } = startRecord(null, unfinished);
  await expect.poll(kept).toEqual({ ecs: ['a', 'b'] });
  const { promise, resolve } = Promise.withResolvers<void>();
  hold(promise);
  unfinished.delete('a');
  await sleep(100);
  expect(kept()).toEqual({ ecs: ['a', 'b'] });
  resolve();
  await expect.poll(kept).toEqual({ ecs: ['b'] });
});

test('what an earlier process has left is told once, and stays until its end is known', async () => {
  const { kept, told, finish, stop } = startRecord('{"ecs":["old","older"],"gone":["x"]}', new Set(['new']));
  await expect.poll(kept).toEqual({ ecs: ['new', 'old', 'older'] });
  finish('old');
  finish('old');
  await stop();
  expect([told, kept()]).toEqual([['old'], { ecs: ['new', 'older'] }]);
});

test.for(['', '{"ecs":["a"', '[]', '{"ecs":7}', '{"ecs":[1,null]}'])('a file of %j is read as none', async (text) => {
  const { kept, warned } = startRecord(text, new Set(['new']));
  await expect.poll(() => kept()).toEqual({ ecs: ['new'] });
  expect(warned.length).toBe(text === '' || text.endsWith('"a"') ? 1 : 0);
});
