import { ROOT_CONTEXT, SpanKind, trace, type Tracer } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import type { ProxyConfig } from '../config/proxy.ts';
import type { TracesConfig } from '../config/traces.ts';
import type { ArrivedRequest, RequestSpan, TracePoll, TraceRequest } from '../platform/trace.ts';
import { Branch, type Told } from './branch.ts';
import { TracedRoot } from './caller-span.ts';
import { createConnections } from './connections.ts';
import { createExporter } from './exporter.ts';
import { LostSpans, type WriteLost } from './lost-spans.ts';
import { TracedRequest } from './request-span.ts';
import { createResource } from './resource.ts';
import { createSampler } from './sampler.ts';
import { SpanQueue } from './span-queue.ts';

/** What traces are made with. */
export interface TracesOptions {
  /** The version of this gateway. */
  readonly version: string;
  readonly proxy: ProxyConfig | null;
  /** Hears of spans that nobody will see. */
  readonly lost: WriteLost;
}

/** The traces of a gateway: what it hands out hears of what happens, and sends it to a receiver. */
export interface Traces {
  readonly request: TraceRequest;
  readonly poll: TracePoll;
  /** Sends what there is, for a bounded time. */
  stop(): Promise<void>;
  /** Sends nothing any more. */
  kill(): void;
}

/** How long the last spans are being sent as the gateway stops, in milliseconds. */
const stopMs = 3_000;

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

const headerGetter = {
  keys: (headers: ArrivedRequest['headers']) => Object.keys(headers),
  get: (headers: ArrivedRequest['headers'], name: string) => headers[name],
};

/** What is told of a request as it comes. */
function toldOf({ method, route, requestId, isMessage }: ArrivedRequest): Told {
  return {
    'http.request.method': methods.has(method) ? method : '_OTHER',
    'http.route': route === 'other' ? undefined : route,
    // What is no address of ours, or names a task, is its sender's text.
    'url.path': route.startsWith('/') && !route.includes('{') ? route : undefined,
    'http.request.header.x-request-id': [requestId],
    'network.protocol.name': isMessage ? 'websocket' : 'http',
  };
}

function nameOf({ method, route, isMessage }: ArrivedRequest): string {
  const verb = isMessage ? 'WEBSOCKET' : methods.has(method) ? method : 'HTTP';
  return route === 'other' ? verb : `${verb} ${route}`;
}

/** Begins the spans of requests, each in the trace that its headers name if they are well-formed. */
function requestTracer(tracer: Tracer, continuesTraces: boolean): TraceRequest {
  const propagator = new W3CTraceContextPropagator();
  return (request): RequestSpan => {
    const name = nameOf(request);
    const above = continuesTraces ? propagator.extract(ROOT_CONTEXT, request.headers, headerGetter) : ROOT_CONTEXT;
    // A WebSocket lives for hours: what goes over it leads to the trace that opened it, and is no part of it.
    const opened = request.isMessage ? trace.getSpanContext(above) : undefined;
    const begun = { kind: SpanKind.SERVER, links: opened && [opened] };
    const branch = Branch.root(tracer, name, begun, request.isMessage ? ROOT_CONTEXT : above);
    if (branch.isKept) branch.tell(toldOf(request));
    return new TracedRequest(branch);
  };
}

/** Begins the traces of polls. */
const pollTracer =
  (tracer: Tracer): TracePoll =>
  (source) => {
    const branch = Branch.root(tracer, 'poll', { told: { 'taskline.source': source } });
    return branch.isKept ? new TracedRoot(branch) : undefined;
  };

/** Waits for something, but no longer than this. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, timeIsUp]);
  clearTimeout(timer);
}

/** Traces that go to a receiver. */
export async function createTraces(config: TracesConfig, { version, proxy, lost }: TracesOptions): Promise<Traces> {
  const connections = createConnections(config.receiver.tls, proxy);
  const exporter = await createExporter(config.receiver, connections);
  const provider = new TracerProvider({
    resource: createResource(version, config.resource),
    sampler: createSampler(config.sampler),
    spanLimits: { attributeValueLengthLimit: config.textLength, linkCountLimit: config.links },
    spanProcessors: [new SpanQueue(exporter, config.queue, new LostSpans(lost))],
  });
  const tracer = provider.getTracer('taskline', version);
  return {
    request: requestTracer(tracer, config.continuesTraces),
    poll: pollTracer(tracer),
    async stop() {
      await within(provider.shutdown(), stopMs);
      connections.close();
    },
    kill: () => connections.close(),
  };
}
