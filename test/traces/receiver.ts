import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type TracesConfig, tracesOf } from '#src/config/traces.ts';

/** The value of an attribute, as OTLP has it in JSON. */
interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly OtlpValue[] };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}

interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
}

interface OtlpSpan extends OtlpLink {
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly links?: readonly OtlpLink[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

export type Attributes = Readonly<Record<string, unknown>>;

/** A span that was received. */
export interface ReceivedSpan extends OtlpLink {
  readonly parentId: string | undefined;
  readonly traceState: string | undefined;
  readonly name: string;
  readonly kind: 'INTERNAL' | 'SERVER' | 'CLIENT' | 'OTHER';
  readonly milliseconds: number;
  readonly attributes: Attributes;
  readonly links: readonly OtlpLink[];
  readonly hasFailed: boolean;
}

/** A batch as it came. */
export interface ReceivedBatch {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Inflated. */
  readonly body: Buffer;
}

function valueOf({ stringValue, intValue, doubleValue, boolValue, arrayValue }: OtlpValue): unknown {
  if (arrayValue) return arrayValue.values.map(valueOf);
  return stringValue ?? (intValue === undefined ? (doubleValue ?? boolValue) : Number(intValue));
}

const attributesOf = (attributes: readonly OtlpAttribute[]): Attributes =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));

const kinds = ['OTHER', 'INTERNAL', 'SERVER', 'CLIENT'] as const;

const spanOf = (span: OtlpSpan): ReceivedSpan => ({
  traceId: span.traceId,
  spanId: span.spanId,
  parentId: span.parentSpanId,
  traceState: span.traceState,
  name: span.name,
  kind: kinds[span.kind] ?? 'OTHER',
  milliseconds: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6,
  attributes: attributesOf(span.attributes),
  links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
  hasFailed: span.status.code === 2,
});

const bodyOf = ({ body }: ReceivedBatch): OtlpBody => JSON.parse(body.toString()) as OtlpBody;

/** A receiver of OTLP over HTTP, for as long as the test runs; it answers with this status. */
export async function startReceiver(status: () => number | Promise<number> = () => 200) {
  const batches: ReceivedBatch[] = [];
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    batches.push({ path: request.url ?? '', headers: request.headers, body });
    response.writeHead(await status(), { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void receive(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const spans = (): ReceivedSpan[] =>
    batches.flatMap((batch) =>
      bodyOf(batch).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans.map(spanOf))),
    );

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    spans,
    /** What is known of the process that has sent the spans. */
    resource: (): Attributes =>
      attributesOf(batches.flatMap((batch) => bodyOf(batch).resourceSpans)[0]?.resource.attributes ?? []),
  };
}

/** Traces to this receiver, sent as soon as they can be, with more of the environment. */
export function tracesTo(url: string, environment: Readonly<Record<string, string>> = {}): TracesConfig {
  const { traces } = tracesOf({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: '10', ...environment });
  if (!traces) throw new TypeError('The variables switch traces off.');
  return traces;
}

/** A span and those below it, by name: `POST /graphql > query > DescribeTasks > GET DescribeTasks`, each in its own line. */
export function treeOf(spans: readonly ReceivedSpan[], root: ReceivedSpan, depth = 0): string[] {
  const below = spans.filter(({ parentId }) => parentId === root.spanId);
  return [`${'  '.repeat(depth)}${root.name}`, ...below.flatMap((span) => treeOf(spans, span, depth + 1))];
}
