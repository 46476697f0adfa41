import { Cancellation } from '#src/platform/cancellation.ts';
import { readFileSync } from 'node:fs';
import type { Source } from '#src/tasks/task.ts';
import { UpstreamError } from '#src/upstream/errors.ts';
import type { Caller, Upstream, UpstreamRequest } from '#src/upstream/upstream.ts';
import { parsed } from '#test/shapes.ts';

export const caller: Caller = { cancellation: new Cancellation() };

export const source: Source = {
  key: 'here',
  provider: 'ALIYUN_ECS',
  region: 'cn-hangzhou',
  project: null,
  canList: true,
};

/** An answer as the vendor's own documentation shows it. */
export const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../fixtures/samples/${name}.json`, import.meta.url), 'utf8'));

/** What an upstream throws for a provider's error code. */
export const refusal = (providerCode: string): UpstreamError =>
  new UpstreamError('here', 'Ask', { code: 'UPSTREAM_REJECTED', providerCode });

/** An upstream that answers its calls one by one, and keeps what it was sent. */
export function answering(...answers: readonly unknown[]): { upstream: Upstream; sent: UpstreamRequest[] } {
  const sent: UpstreamRequest[] = [];
  const upstream: Upstream = async (request) => {
    const answer = answers[sent.push(request) - 1];
    if (answer instanceof Error) throw answer;
    return parsed(request.shape, answer);
  };
  return { upstream, sent };
}
