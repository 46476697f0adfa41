import { type Context, TraceFlags } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type Span,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { SpanQueueConfig } from '../config/traces.ts';
import { givenUp } from './connections.ts';
import type { LostSpans } from './lost-spans.ts';

/** Why a batch was not taken, by a code alone: the receiver's words may quote what it was sent, headers among it. */
function reasonOf({ error }: ExportResult): string {
  if (error === givenUp) return 'the gateway stops';
  const code: unknown = error && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return `HTTP ${code}`;
  return typeof code === 'string' ? code : 'not accepted';
}

/**
 * The spans that wait to be sent, in batches. A full queue loses what comes, a receiver that fails loses what it was sent:
 * requests notice nothing of either, and the operator is told.
 */
export class SpanQueue implements SpanProcessor {
  readonly #batches: BatchSpanProcessor;
  readonly #most: number;
  readonly #lost: LostSpans;
  #waiting = 0;

  constructor(exporter: SpanExporter, { spans, batch, delayMs, exportMs }: SpanQueueConfig, lost: LostSpans) {
    this.#most = spans;
    this.#lost = lost;
    this.#batches = new BatchSpanProcessor({
      exporter: this.#watched(exporter),
      maxQueueSize: spans,
      maxExportBatchSize: batch,
      scheduledDelayMillis: delayMs,
      exportTimeoutMillis: exportMs,
    });
  }

  onStart(span: Span, context: Context): void {
    this.#batches.onStart(span, context);
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    if (this.#waiting >= this.#most) return this.#lost.add(1, 'the queue is full');
    this.#waiting += 1;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }

  #watched(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, done) => {
        this.#waiting -= spans.length;
        exporter.export(spans, (result) => {
          if (result.code !== ExportResultCode.SUCCESS) this.#lost.add(spans.length, reasonOf(result));
          // The library would tell failures to a handler of the whole process.
          done({ code: ExportResultCode.SUCCESS });
        });
      },
      shutdown: () => exporter.shutdown(),
    };
  }
}
