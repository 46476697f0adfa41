import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from '#src/platform/log.ts';
import { messageOf } from '#src/hooks/message.ts';
import { Outbox } from '#src/hooks/outbox.ts';
import { finished, stalled, startDelivery } from './delivering.ts';
import { answering, secret, startReceiver } from './receiver.ts';
import { temporaryFolder } from './temporary-folder.ts';

const patient = { attempts: 1_000 };
const silent = createLogger({ level: 'silent', pretty: false });
const outboxIn = (folder: string): Outbox => new Outbox(folder, silent);

test('what is not delivered when the gateway stops is delivered by the next, in order for each task', async () => {
  const folder = temporaryFolder();
  const receiver = await startReceiver(answering(503));
  const first = startDelivery(receiver.url, patient, outboxIn(folder));
  first.add(stalled('t-1', 0.25), stalled('t-1', 0.5), finished('t-1'), finished('t-2'));
  await expect.poll(() => receiver.received.length).toBeGreaterThan(1);
  await first.stop();
  expect(first.logged(/wait for the next start/)).toMatchObject([{ level: 'info', messages: 4 }]);
  const tried = new Set(receiver.received.map(({ id }) => id));

  receiver.received.length = 0;
  const second = startDelivery(receiver.url, patient, outboxIn(folder));
  second.add(finished('t-1', { finishedAt: null }));
  await expect.poll(() => receiver.received.length).toBeGreaterThan(1);
  receiver.received.length = 0;
  receiver.state.answer = answering(200);
  await expect.poll(() => second.logged(/was delivered/).length).toBe(5);
  const of = (name: string) => receiver.received.filter(({ message }) => message.data.task.taskId === name);
  const states = of('t-1').map(({ message }) => [message.type, message.data.task['progress']]);
  expect(states).toEqual([
    ['task.stalled', 0.25],
    ['task.stalled', 0.5],
    ['task.finished', 1],
    ['task.finished', 1],
  ]);
  expect(of('t-1').map(({ message }) => message.data.task['finishedAt'] !== null)).toEqual([false, false, true, false]);
  // The ids are the same as before, so that a receiver knows what it has had.
  expect(receiver.received.filter(({ id }) => tried.has(id))).toHaveLength(tried.size);
  await second.stop();
  expect(readdirSync(folder)).toEqual([]);
});

test('a message that is given up is not kept, and one that waits already is not taken again', async () => {
  const folder = temporaryFolder();
  const receiver = await startReceiver(answering(503));
  const first = startDelivery(receiver.url, patient, outboxIn(folder));
  first.add(finished('t-1'));
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
  await first.stop();
  receiver.state.answer = answering(410);
  const second = startDelivery(receiver.url, patient, outboxIn(folder));
  second.add(finished('t-1'));
  await expect.poll(() => second.logged(/given up/).length).toBe(1);
  await second.stop();
  expect([readdirSync(folder), second.logged(/given up/).length]).toEqual([[], 1]);
});

test('a message is in its file before it is tried, for the owner alone, and without secrets', async () => {
  const folder = join(temporaryFolder(), 'new');
  const seen: string[][] = [];
  const receiver = await startReceiver((response) => {
    seen.push(readdirSync(folder));
    answering(503)(response);
  });
  const delivery = startDelivery(receiver.url, patient, outboxIn(folder));
  delivery.add(finished('t-1'));
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  expect(seen[0]).toEqual([expect.stringMatching(/^0{14}1-msg_[0-9a-f]{32}\.json$/)]);
  const file = join(folder, String(seen[0]?.[0]));
  expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(readFileSync(file, 'utf8')).not.toMatch(new RegExp(`whsec|hidden-token|v1,|127\\.0\\.0\\.1|${secret}`));
});

test.for([
  { what: 'cut off', name: '000000000000002-msg_x.json', text: '{"id":"msg_x","type":"task.fin' },
  { what: 'of another kind', name: '000000000000002-msg_x.json', text: '{"id":"msg_x","type":"task.begun"}' },
  { what: 'not renamed yet', name: '000000000000002-msg_x.json.part', text: '{}' },
  { what: 'empty', name: 'x', text: '' },
])('a file that is $what is dropped, and the log tells', async ({ name, text }) => {
  const folder = temporaryFolder();
  const whole = outboxIn(folder);
  const message = messageOf(finished('t-1'));
  whole.keep(message);
  await whole.written();
  writeFileSync(join(folder, name), text);
  const warned: unknown[] = [];
  const again = new Outbox(folder, { warn: (data: unknown) => warned.push(data), error: () => undefined });
  expect(again.left).toMatchObject([{ id: message.id, type: 'task.finished', body: message.body }]);
  expect([readdirSync(folder).length, warned]).toEqual([1, [{ file: name }]]);
});

test('where the folder cannot be written, messages are delivered all the same, and the log tells', async () => {
  const folder = temporaryFolder();
  const errors: string[] = [];
  const outbox = new Outbox(folder, {
    warn: () => undefined,
    error: (_data: unknown, text?: string) => errors.push(String(text)),
  });
  const event = finished('t-1');
  // Something else has the name.
  mkdirSync(join(folder, `${'1'.padStart(15, '0')}-${messageOf(event).id}.json`, 'x'), { recursive: true });
  const receiver = await startReceiver();
  const delivery = startDelivery(receiver.url, {}, outbox);
  delivery.add(event);
  await expect.poll(() => delivery.logged(/was delivered/).length).toBe(1);
  expect(errors).toContain('The outbox of a hook cannot be written.');
});
