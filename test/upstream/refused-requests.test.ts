import { describe, expect, test } from 'vitest';
import { alibaba } from '#src/clouds/alibaba.ts';
import { huawei } from '#src/clouds/huawei.ts';
import { tencent } from '#src/clouds/tencent.ts';
import { answering } from '#test/discipline/faults.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { connectTo, failureOf } from './connect.ts';

const html = { 'content-type': 'text/html' };

/** What refuses a request before the API has seen it. */
const bodies: readonly (readonly [name: string, body: string, headers?: Record<string, string>])[] = [
  ['a page', '<html><body><h1>Refused</h1><code>Throttling</code></body></html>', html],
  ['nothing', ''],
  ['a text', 'URI Too Long', { 'content-type': 'text/plain' }],
  ['JSON without a code', '{"message":"refused"}'],
  ['what is not compressed as it says', '<html></html>', { ...html, 'content-encoding': 'gzip' }],
  ['a coding that is not known', '<html></html>', { ...html, 'content-encoding': 'rot13' }],
];

const clouds = [alibaba, huawei, tencent];

describe.for(clouds)('$name', (cloud) => {
  test.for([400, 404, 405, 406, 410, 411, 413, 414, 415, 417, 422, 431, 451, 494])(
    '%i is the matter of one request, JSON or not',
    async (status) => {
      for (const [name, body, headers] of bodies) {
        const { url, calls, spoil, heal } = await startFaultyUpstream();
        spoil(answering(status, body, headers));
        const { ask, notices } = connectTo(url, { cloud, limits: { breakerFailures: 1 } });
        const error = await failureOf(ask());
        expect([name, error.code, error.retryable]).toEqual([name, 'UPSTREAM_REJECTED', false]);
        expect([name, calls.length]).toEqual([name, 1]);
        heal();
        // The next caller is served.
        if (cloud !== tencent) await ask();
        expect(notices).toEqual([]);
      }
    },
  );

  test.for([405, 406, 410, 411, 413, 414, 417, 422, 431, 451, 494])(
    '%i is too where the rest of it does not come: who refuses a long request may hang up before it is read',
    async (status) => {
      const { url, calls, spoil, heal } = await startFaultyUpstream();
      spoil((response) => {
        response.writeHead(status, { ...html, 'content-length': 1_000 });
        response.write('<html>', () => response.socket?.destroy());
      });
      const { ask, notices } = connectTo(url, { cloud, limits: { breakerFailures: 1 } });
      expect(await failureOf(ask())).toMatchObject({ code: 'UPSTREAM_REJECTED', retryable: false });
      expect(calls).toHaveLength(1);
      heal();
      if (cloud !== tencent) await ask();
      expect(notices).toEqual([]);
    },
  );

  test("a firewall's 403 is too, and speaks for or against no key", async () => {
    const { url, calls, spoil } = await startFaultyUpstream();
    spoil(answering(403, '<html>Blocked</html>', { ...html, date: new Date(0).toUTCString() }));
    const { ask, notices } = connectTo(url, { cloud, limits: { breakerFailures: 1 } });
    for (let asked = 0; asked < 8; asked += 1) {
      expect(await failureOf(ask())).toMatchObject({ code: 'UPSTREAM_REJECTED', retryable: false });
    }
    expect(calls).toHaveLength(8);
    expect(notices).toEqual([]);
  });

  test.for([
    [407, 'UPSTREAM_UNAVAILABLE'],
    [408, 'UPSTREAM_TIMEOUT'],
    [429, 'UPSTREAM_THROTTLED'],
    [502, 'UPSTREAM_UNAVAILABLE'],
    [503, 'UPSTREAM_UNAVAILABLE'],
    [504, 'UPSTREAM_UNAVAILABLE'],
  ] as const)('%i is not: %s, and asked again', async ([status, code]) => {
    const { url, calls, spoil } = await startFaultyUpstream();
    spoil(answering(status, '<html></html>', html));
    const { ask, notices } = connectTo(url, { cloud, limits: { breakerFailures: 3 } });
    expect(await failureOf(ask())).toMatchObject({ code, retryable: true });
    expect(calls).toHaveLength(3);
    expect(notices).toHaveLength(code === 'UPSTREAM_THROTTLED' ? 0 : 1);
  });
});
