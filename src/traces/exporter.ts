import type { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { SpanReceiverConfig } from '../config/traces.ts';
import type { Connections } from './connections.ts';

type ExporterClass = typeof OTLPTraceExporter;

/** An enumeration of the library's, of the same words as ours. */
type Compression = NonNullable<NonNullable<ConstructorParameters<ExporterClass>[0]>['compression']>;

/** The library of a protocol. */
async function exporterClass(protocol: SpanReceiverConfig['protocol']): Promise<ExporterClass> {
  const library =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return library.OTLPTraceExporter;
}

/** What sends spans by OTLP. Whatever the library reads of the environment itself is told to it, so that it counts for nothing. */
export async function createExporter(receiver: SpanReceiverConfig, { agentFor }: Connections): Promise<SpanExporter> {
  const { url, protocol, headers, timeoutMs, compression } = receiver;
  const Exporter = await exporterClass(protocol);
  return new Exporter({
    url,
    headers: { ...headers },
    timeoutMillis: timeoutMs,
    compression: compression as Compression,
    httpAgentOptions: agentFor,
  });
}
