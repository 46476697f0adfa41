import { OtelEnvironment } from './otel-environment.ts';
import type { Environment } from './substitute.ts';

/** Which traces are kept that no caller has begun; and whether a caller's decision counts for those that one has. */
export interface SamplerConfig {
  /** The part of them, from 0 to 1. */
  readonly part: number;
  readonly isParentBased: boolean;
}

/** How spans wait until they are sent. Times are in milliseconds. */
export interface SpanQueueConfig {
  readonly delayMs: number;
  readonly spans: number;
  readonly batch: number;
  readonly exportMs: number;
}

/** Where spans are sent, and how. */
export interface SpanReceiverConfig {
  readonly url: string;
  readonly protocol: 'http/json' | 'http/protobuf';
  /** May hold secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly compression: 'none' | 'gzip';
  /** In PEM. */
  readonly tls: {
    readonly ca: string | undefined;
    readonly cert: string | undefined;
    readonly key: string | undefined;
  };
}

/** Traces, as the variables of OpenTelemetry have them. */
export interface TracesConfig {
  readonly receiver: SpanReceiverConfig;
  readonly queue: SpanQueueConfig;
  readonly sampler: SamplerConfig;
  /** What is known of this process, the name of the service among it. */
  readonly resource: Readonly<Record<string, string>>;
  /** Whether a trace that a caller has begun is gone on with. */
  readonly continuesTraces: boolean;
  /** How long the text of an attribute may be, in characters. */
  readonly textLength: number;
  readonly links: number;
}

/** Where the receiver of OpenTelemetry's collector is unless it is named. */
const localReceiver = 'http://localhost:4318/v1/traces';

/** The longest text of an attribute, whatever else is wanted: a name of ours or of a provider's is shorter. */
const longestText = 256;

/** The most links of a span, whatever else is wanted. */
const mostLinks = 128;

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Where traces go; undefined where they are off. */
function receiverUrl(read: OtelEnvironment): string | undefined {
  if (read.isTrue('OTEL_SDK_DISABLED')) return undefined;
  const exporters = read.words('OTEL_TRACES_EXPORTER');
  if (exporters?.includes('none')) return undefined;
  if (exporters && !exporters.includes('otlp')) {
    read.warnings.push('OTEL_TRACES_EXPORTER: must be otlp or none; there are no traces');
    return undefined;
  }
  const variables = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
  const [own, common] = variables;
  if (read.text(own) !== undefined) return read.url('', own);
  if (read.text(common) !== undefined) return read.url('/v1/traces', common);
  return exporters ? localReceiver : undefined;
}

/** The names of a variable of the exporter: that of traces goes before that of all signals. */
const exporterNames = (name: string): readonly string[] => [
  `OTEL_EXPORTER_OTLP_TRACES_${name}`,
  `OTEL_EXPORTER_OTLP_${name}`,
];

function receiverOf(url: string, read: OtelEnvironment): SpanReceiverConfig {
  return {
    url,
    protocol: read.oneOf(['http/json', 'http/protobuf'], ...exporterNames('PROTOCOL')) ?? 'http/json',
    headers: {
      ...read.pairs('OTEL_EXPORTER_OTLP_HEADERS'),
      ...read.pairs('OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
    },
    timeoutMs: read.wholeNumber(1, ...exporterNames('TIMEOUT')) ?? 10_000,
    compression: read.oneOf(['none', 'gzip'], ...exporterNames('COMPRESSION')) ?? 'none',
    tls: {
      ca: read.file(...exporterNames('CERTIFICATE')),
      cert: read.file(...exporterNames('CLIENT_CERTIFICATE')),
      key: read.file(...exporterNames('CLIENT_KEY')),
    },
  };
}

function queueOf(read: OtelEnvironment): SpanQueueConfig {
  const spans = read.wholeNumber(1, 'OTEL_BSP_MAX_QUEUE_SIZE') ?? 2_048;
  return {
    delayMs: read.wholeNumber(0, 'OTEL_BSP_SCHEDULE_DELAY') ?? 5_000,
    spans,
    batch: Math.min(spans, read.wholeNumber(1, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE') ?? 512),
    exportMs: read.wholeNumber(1, 'OTEL_BSP_EXPORT_TIMEOUT') ?? 30_000,
  };
}

function samplerOf(read: OtelEnvironment): SamplerConfig {
  const sampler = read.oneOf(samplers, 'OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on';
  const isParentBased = sampler.startsWith('parentbased_');
  if (sampler.endsWith('traceidratio')) return { part: read.part('OTEL_TRACES_SAMPLER_ARG') ?? 1, isParentBased };
  return { part: sampler.endsWith('always_on') ? 1 : 0, isParentBased };
}

function resourceOf(read: OtelEnvironment): Readonly<Record<string, string>> {
  const attributes = read.pairs('OTEL_RESOURCE_ATTRIBUTES');
  const name = read.text('OTEL_SERVICE_NAME') ?? attributes['service.name'] ?? 'taskline';
  return { ...attributes, 'service.name': name };
}

/** How traces are sent, by the variables of OpenTelemetry, and what is odd about these; null where traces are off. */
export function tracesOf(environment: Environment): {
  readonly traces: TracesConfig | null;
  readonly warnings: readonly string[];
} {
  const read = new OtelEnvironment(environment);
  const { warnings } = read;
  const url = receiverUrl(read);
  if (url === undefined) return { traces: null, warnings };
  const textLength = read.wholeNumber(1, 'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT');
  const traces = {
    receiver: receiverOf(url, read),
    queue: queueOf(read),
    sampler: samplerOf(read),
    resource: resourceOf(read),
    continuesTraces: read.words('OTEL_PROPAGATORS')?.includes('tracecontext') ?? true,
    textLength: Math.min(longestText, textLength ?? longestText),
    links: Math.min(mostLinks, read.wholeNumber(0, 'OTEL_SPAN_LINK_COUNT_LIMIT') ?? mostLinks),
  };
  return { traces, warnings };
}
