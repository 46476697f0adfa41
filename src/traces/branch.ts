import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import type { SpanPlace } from '../platform/trace.ts';

/** What is told of a span; undefined: nothing of this name. */
export type Told = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** A span as it begins. */
export interface BegunSpan {
  readonly kind?: SpanKind;
  readonly told?: Told | undefined;
  readonly links?: readonly SpanPlace[] | undefined;
  /** When it began, by `performance.now()`; absent: now. */
  readonly at?: number;
}

/** A span of OpenTelemetry, below which others begin. */
export class Branch {
  readonly place: SpanPlace;
  readonly #tracer: Tracer;
  readonly #span: Span;
  /** What the span begins below; and itself, once something begins below it: to make a context takes longer than all else. */
  readonly #above: Context;
  #below: Context | null = null;
  #hasEnded = false;

  private constructor(
    tracer: Tracer,
    name: string,
    { kind = SpanKind.INTERNAL, told, links, at }: BegunSpan,
    above: Context,
  ) {
    this.#tracer = tracer;
    this.#span = tracer.startSpan(name, { kind, ...(at !== undefined && { startTime: at }) }, above);
    this.#above = above;
    const { traceId, spanId, traceFlags } = this.#span.spanContext();
    this.place = { traceId, spanId, traceFlags };
    // Which traces are kept is decided without them: of the others nothing is told.
    if (!this.isKept) return;
    if (told) this.tell(told);
    for (const place of links ?? []) this.link(place);
  }

  /** The first span of this process in a trace, which another process may have begun. */
  static root(tracer: Tracer, name: string, begun: BegunSpan, above: Context = ROOT_CONTEXT): Branch {
    return new Branch(tracer, name, begun, above);
  }

  /** Whether its trace is kept. */
  get isKept(): boolean {
    return this.#span.isRecording();
  }

  child(name: string, begun: BegunSpan = {}): Branch {
    this.#below ??= trace.setSpan(this.#above, this.#span);
    return new Branch(this.#tracer, name, begun, this.#below);
  }

  /** Begins another trace, which leads to this one. */
  apart(name: string, begun: BegunSpan = {}): Branch {
    return Branch.root(this.#tracer, name, { ...begun, links: [this.place] });
  }

  name(name: string): void {
    this.#span.updateName(name);
  }

  tell(told: Told): void {
    for (const [name, value] of Object.entries(told)) {
      if (value !== undefined) this.#span.setAttribute(name, typeof value === 'object' ? [...value] : value);
    }
  }

  link(place: SpanPlace): void {
    this.#span.addLink({ context: place });
  }

  /** It failed, by the code of the error. */
  fail(code: string): void {
    this.tell({ 'error.type': code });
    this.#span.setStatus({ code: SpanStatusCode.ERROR });
  }

  /** Ends once, whoever says so again. */
  end(at?: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#span.end(at);
  }
}
