import { z } from 'zod';

const refusingKinds = ['throttle', 'error', 'denied', 'skew', 'expired-token'] as const;

/** A fault that the provider tells of in its own words. */
export type RefusingKind = (typeof refusingKinds)[number];

const faultShape = z.strictObject({
  provider: z.string(),
  kind: z.enum([...refusingKinds, 'timeout', 'reset', 'html', 'truncate', 'latency']),
  /** How many calls it spoils; absent: all, until the faults are replaced. */
  times: z.int().min(0).optional(),
  /** The only operation that it spoils; absent: all of the provider. */
  operation: z.string().optional(),
  /** How late `latency` answers. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** The HTTP status of `html` and `error`. */
  status: z.int().min(200).max(599).optional(),
  /** How long `throttle` asks to be left alone. */
  retryAfterMs: z.int().min(0).optional(),
});

/** A way in which calls to a provider shall fail. */
export type Fault = z.infer<typeof faultShape>;

/** What an order of faults must look like in a sandbox of these providers. */
export const faultsShapeOf = (providers: Iterable<string>) =>
  z.array(faultShape.extend({ provider: z.enum([...providers]) }));

/** Whether a fault is an answer that refuses the request. */
export const isRefusing = (kind: Fault['kind']): kind is RefusingKind => refusingKinds.some((one) => one === kind);

/** The faults that are ordered, each with the calls it has left. */
export class Faults {
  #ordered: { readonly fault: Fault; left: number }[] = [];

  replace(faults: readonly Fault[]): void {
    this.#ordered = faults.map((fault) => ({ fault, left: fault.times ?? Infinity }));
  }

  /** The fault that spoils this call, one of its times spent; null for none. */
  take(provider: string, operation: string): Fault | null {
    const order = this.#ordered.find(
      ({ fault, left }) => left > 0 && fault.provider === provider && (fault.operation ?? operation) === operation,
    );
    if (!order) return null;
    order.left -= 1;
    return order.fault;
  }
}
