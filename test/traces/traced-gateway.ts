import { expect } from 'vitest';
import type { Config } from '#src/config/load.ts';
import { ecs, startGateway } from '#test/discipline/gateway.ts';
import { type Fault, type FaultyUpstreamOptions, startFaultyUpstream } from '#test/faulty-upstream.ts';
import { metrics, scrape } from '#test/metrics/scrape.ts';
import { type Attributes, type ReceivedSpan, startReceiver, tracesTo } from './receiver.ts';

/** What a test wants of its gateway. */
export interface TracedOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly config?: Partial<Config>;
  readonly upstream?: FaultyUpstreamOptions;
}

/** A gateway over one ECS source, whose traces are received. */
export async function startTraced({ environment = {}, config = {}, upstream = {} }: TracedOptions = {}) {
  const receiver = await startReceiver();
  const cloud = await startFaultyUpstream(upstream);
  // Ids wait for company until the call under way returns, however long that takes.
  const limits = { backoffMs: 1, throttledBackoffMs: 1, attemptMs: 9_000, gatherMs: 9_000 };
  const source = ecs(cloud.url, { limits });
  const traces = tracesTo(receiver.url, environment);
  const gateway = await startGateway([source], { traces, metrics, ...config });
  const inProgress = async () => (await scrape(gateway.metricsUrl)).sum('taskline_operations_in_progress');
  return {
    ...gateway,
    receiver,
    cloud,
    spansOf: (requests: number) => spansOf(receiver, requests),
    /** Once so many operations wait for their answers. */
    working: (operations: number) => expect.poll(inProgress, { timeout: 20_000 }).toBe(operations),
  };
}

/** All spans, once so many requests are among them: the span of a request is the last of it to end. */
async function spansOf({ spans }: Awaited<ReturnType<typeof startReceiver>>, requests: number) {
  await expect.poll(() => spans().filter(({ kind }) => kind === 'SERVER').length, { timeout: 20_000 }).toBe(requests);
  return spans();
}

/** The one span that is so; fails where there is none, or several. */
export function only(spans: readonly ReceivedSpan[], name: string, attributes: Attributes = {}): ReceivedSpan {
  const found = spans.filter(
    (span) => span.name === name && Object.entries(attributes).every(([key, value]) => span.attributes[key] === value),
  );
  expect(found, `${name} ${JSON.stringify(attributes)}`).toHaveLength(1);
  return found[0] as ReceivedSpan;
}

/** The spans of the trace of a request, by its id. */
export function traceOf(spans: readonly ReceivedSpan[], requestId: string): readonly ReceivedSpan[] {
  const request = spans.find(({ attributes }) => String(attributes['http.request.header.x-request-id']) === requestId);
  return spans.filter(({ traceId }) => traceId === request?.traceId);
}

/** Answers well, once it is released. */
export function held(): { readonly fault: Fault; release(): void } {
  const gate = Promise.withResolvers<void>();
  return {
    fault: (response, answer) =>
      void gate.promise.then(() =>
        response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' }).end(answer),
      ),
    release: () => gate.resolve(),
  };
}
