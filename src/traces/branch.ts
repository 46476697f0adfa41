import {
  type Attributes,
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
  readonly told?: Told;
  readonly links?: readonly SpanPlace[];
  /** When it began, by `performance.now()`; absent: now. */
  readonly at?: number;
}

const attributesOf = (told: Told): Attributes =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));

/** A span of OpenTelemetry, below which others begin. */
export class Branch {
  readonly place: SpanPlace;
  readonly #tracer: Tracer;
  readonly #span: Span;
  readonly #context: Context;
  #hasEnded = false;

  private constructor(
    tracer: Tracer,
    name: string,
    { kind = SpanKind.INTERNAL, told, links, at }: BegunSpan,
    above: Context,
  ) {
    this.#tracer = tracer;
    const options = {
      kind,
      attributes: attributesOf(told ?? {}),
      links: (links ?? []).map((context) => ({ context })),
      ...(at !== undefined && { startTime: at }),
    };
    this.#span = tracer.startSpan(name, options, above);
    this.#context = trace.setSpan(above, this.#span);
    const { traceId, spanId, traceFlags } = this.#span.spanContext();
    this.place = { traceId, spanId, traceFlags };
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
    return new Branch(this.#tracer, name, begun, this.#context);
  }

  /** Begins another trace, which leads to this one. */
  apart(name: string, begun: BegunSpan = {}): Branch {
    return Branch.root(this.#tracer, name, { ...begun, links: [this.place] });
  }

  name(name: string): void {
    this.#span.updateName(name);
  }

  tell(told: Told): void {
    this.#span.setAttributes(attributesOf(told));
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
