import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { PageEnd } from '#src/downloads/page-end.ts';

/** As much of a response as an end of a page knows. */
const responseOf = (closed: boolean) => Object.assign(new EventEmitter(), { closed }) as unknown as ServerResponse;

test.for([
  { by: 'the page being taken', close: (_response: ServerResponse, end: PageEnd) => end.close() },
  { by: 'the client leaving', close: (response: ServerResponse) => response.emit('close') },
])('what waits for the end of a page is told once, by $by', ({ close }) => {
  const response = responseOf(false);
  const end = new PageEnd(response);
  let told = 0;
  end.once('close', () => (told += 1));
  expect([end.closed, told]).toEqual([false, 0]);
  close(response, end);
  end.close();
  response.emit('close');
  expect([end.closed, told, response.listenerCount('close')]).toEqual([true, 1, 0]);
});

test('a page of a response that has closed has ended', () => {
  const response = responseOf(true);
  expect([new PageEnd(response).closed, response.listenerCount('close')]).toEqual([true, 0]);
});

test('a wait is over with the page', async () => {
  const end = new PageEnd(responseOf(false));
  const waited = end.within(60_000);
  end.close();
  await waited;
  expect(end.closed).toBe(true);
});
