import { expect, test } from 'vitest';
import { alibaba } from '#src/clouds/alibaba.ts';
import { huawei } from '#src/clouds/huawei.ts';
import { emptyHash, sha256 } from '#src/platform/digest.ts';
import { canonicalQuery } from '#src/signing/percent.ts';
import { requestKey } from '#src/upstream/request-key.ts';
import type { UpstreamRequest } from '#src/upstream/upstream.ts';
import type { Shape } from '#src/upstream/shape.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { callerFor, connectTo } from './connect.ts';

/** The answers of the upstream, as they are. */
const echoed = (): Shape<{ readonly echo: string }> => ({ read: (body) => body as { readonly echo: string } });
const shape = echoed();

const asking = (body?: UpstreamRequest['body']): UpstreamRequest<{ echo: string }> => ({
  operation: 'Ask',
  method: 'POST',
  path: '/',
  query: [],
  headers: { 'content-type': 'application/json' },
  body,
  shape,
});

const startEcho = () => startFaultyUpstream({ answer: ({ body }) => ({ echo: body }) });

test.for(['at once', 'one after the other'])(
  'requests that differ in their body alone share no answer: %s',
  async (when) => {
    const { url, calls } = await startEcho();
    const { upstream } = connectTo(url);
    const ask = (body: string) => upstream(asking(body), callerFor());
    const bodies = ['{"id":1}', '{"id":2}', '{"id":1}'];
    const answers = when === 'at once' ? await Promise.all(bodies.map(ask)) : [];
    if (when !== 'at once') for (const body of bodies) answers.push(await ask(body));
    expect(answers.map(({ echo }) => echo)).toEqual(bodies);
    expect(calls.map(({ body }) => body).toSorted()).toEqual(['{"id":1}', '{"id":2}']);
  },
);

test.for([
  { name: 'text', body: '{"id":"ü"}', text: '{"id":"ü"}' },
  { name: 'bytes', body: new TextEncoder().encode('{"id":"ü"}'), text: '{"id":"ü"}' },
  { name: 'nothing', body: undefined, text: '' },
])('$name is sent as it is signed', async ({ body, text }) => {
  const { url, calls } = await startEcho();
  await connectTo(url).upstream(asking(body), callerFor());
  expect(calls).toMatchObject([{ body: text, headers: { 'x-acs-content-sha256': sha256(text) } }]);
});

test.for([alibaba, huawei])("another body is another signature: $name's", (cloud) => {
  const key = { accessKeyId: 'id', accessKeySecret: 'secret' };
  const stamp = { now: new Date(0), nonce: 'nonce', host: 'host', canonicalQuery: '' };
  const sign = (bodyHash: string) => cloud.sign(asking(), key, { ...stamp, bodyHash }).authorization;
  expect(sign(emptyHash)).not.toBe(sign(sha256('{}')));
});

const keyOf = (request: UpstreamRequest): string => requestKey({ request, query: canonicalQuery(request.query) });

test('the key of a request holds each of its parts', () => {
  const request = asking('{"id":1}');
  const others: UpstreamRequest[] = [
    request,
    { ...request, operation: 'Other' },
    { ...request, method: 'GET' },
    { ...request, path: '/other' },
    { ...request, query: [['id', '1']] },
    { ...request, body: '{"id":2}' },
    { ...request, body: '' },
    { ...request, body: undefined },
    { ...request, service: 'other' },
    { ...request, shape: echoed() },
  ];
  expect(new Set(others.map(keyOf)).size).toBe(others.length);
  expect(keyOf({ ...request, body: new TextEncoder().encode('{"id":1}') })).toBe(keyOf(request));
});
