import { failureCodeOf } from './failure-code.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Ask } from './layers.ts';
import type { SourceMeter } from './source-meter.ts';

/** The first gate: records when an attempt began to wait. */
export const arriving: Gate = {
  enter(attempt) {
    attempt.arrivedAt = performance.now();
    return undefined;
  },
};

/** The last gate: tells the meter of each attempt that was sent, once it is over. */
export const sending = (meter: SourceMeter): Gate => ({
  enter(attempt) {
    attempt.sentAt = performance.now();
    attempt.number = attempt.call.report.attempts;
    return undefined;
  },
  leave({ call, arrivedAt, sentAt, number }, error) {
    if (error instanceof UpstreamError && error.failure.isUnsent) return;
    meter.attempted({
      operation: call.request.operation,
      attempt: number,
      code: error === null ? 'OK' : failureCodeOf(error),
      waitedMs: sentAt - arrivedAt,
      tookMs: performance.now() - sentAt,
    });
  },
});

/** Tells the meter where each answer came from that was not in the cache. */
export const counted =
  (meter: SourceMeter, next: Ask): Ask =>
  async (call) => {
    try {
      return await next(call);
    } finally {
      const { from } = call.report;
      if (from) meter.answeredByReplicas(from, 1);
      else meter.answered('UPSTREAM', 1);
    }
  };
