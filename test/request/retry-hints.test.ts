import { expect, test } from 'vitest';
import { errorCodes } from '#src/errors/codes.ts';
import { toClientError } from '#src/request/errors.ts';
import { retryAfterMsOf } from '#src/request/timeline.ts';
import { UpstreamError, type UpstreamCode } from '#src/upstream/errors.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { alibabaError, answering } from '#test/discipline/faults.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';

const codes = Object.keys(errorCodes).filter((code): code is UpstreamCode => code.startsWith('UPSTREAM_'));
const failures = codes.flatMap((code) => [true, false].map((isTransport) => ({ code, isTransport })));

test.for(failures)('$code (transport: $isTransport) tells when to ask again only if that may help', (failure) => {
  const error = new UpstreamError('ecs', 'DescribeTasks', { ...failure, retryAfterMs: 499.5 });
  const hint = error.retryable ? 500 : undefined;
  const { extensions } = toClientError(error) ?? {};
  expect(extensions).toMatchObject({ code: failure.code, retryable: error.retryable });
  expect(extensions?.['retryAfterMs']).toBe(hint);
  expect(retryAfterMsOf(error)).toBe(hint ?? null);
});

test.for([
  { name: 'retry-after', value: '99999999999', told: 86_400_000 },
  { name: 'x-acs-retry-after', value: '1e12', told: 86_400_000 },
  { name: 'retry-after', value: 'Infinity', told: 1_000 },
  { name: 'x-acs-retry-after', value: 'Infinity', told: 1_000 },
  { name: 'retry-after', value: '120s', told: 1_000 },
])('$name: $value is told as $told ms, in a field and in a timeline', async ({ name, value, told }) => {
  const { url, spoil } = await startFaultyUpstream();
  spoil(answering(429, { Code: 'Throttling' }, { [name]: value }));
  // The source rests for that long before it is asked for the timeline.
  const { ask } = await startGateway([ecs(url, { limits: { attempts: 1, retryAfterMs: 100 } })]);
  const { errors } = await ask(lookUp('t-1'));
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_THROTTLED', retryAfterMs: told });
  const { data } = await ask('{ batchTasks { sources { retryAfterMs } } }');
  expect(data?.['batchTasks']).toEqual({ sources: [{ retryAfterMs: told }] });
});

test('a refused key that is not tried for now promises nothing, in a field and in a timeline', async () => {
  const { url, spoil, calls } = await startFaultyUpstream();
  spoil(alibabaError(404, 'InvalidAccessKeyId.NotFound'));
  const { ask } = await startGateway([ecs(url)]);
  for (const id of ['t-1', 't-2', 't-3']) await ask(lookUp(id));
  const sent = calls.length;
  const { errors } = await ask(lookUp('t-4'));
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_DENIED', retryable: false });
  expect(errors?.[0]?.extensions).not.toHaveProperty('retryAfterMs');
  const { data } = await ask('{ batchTasks { sources { retryAfterMs error { code retryable } } } }');
  const error = { code: 'UPSTREAM_DENIED', retryable: false };
  expect(data?.['batchTasks']).toEqual({ sources: [{ retryAfterMs: null, error }] });
  expect(calls).toHaveLength(sent);
});
