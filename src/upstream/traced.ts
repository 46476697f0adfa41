import type { Failure } from '../platform/trace.ts';
import { failureCodeOf } from './failure-code.ts';
import { UpstreamError } from './errors.ts';
import type { Gate } from './gates.ts';
import type { Ask, Call } from './layers.ts';

const end = ({ span, report: { from, attempts } }: Call, failure: Failure): void =>
  span?.end({ from, attempts, failure });

/** Ends the span of each call when the call ends. */
export const traced =
  (next: Ask): Ask =>
  async (call) => {
    try {
      const answer = await next(call);
      end(call, null);
      return answer;
    } catch (error) {
      end(call, failureCodeOf(error));
      throw error;
    }
  };

/** The default ports, by scheme. */
const usualPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** The last gate: begins the span of each attempt that is sent, and ends it when the attempt is over. */
export function attempting(origin: string): Gate {
  const { hostname: address, port, protocol } = new URL(origin);
  const server = { address, port: port === '' ? (usualPorts[protocol] ?? 0) : Number(port) };

  return {
    enter({ call, arrivedAt }) {
      const { operation, method } = call.request;
      const waitedMs = performance.now() - arrivedAt;
      const number = call.report.attempts;
      call.attemptSpan = call.span?.attempt({ operation, method, ...server, number, waitedMs });
      return undefined;
    },
    leave({ call }, error) {
      const span = call.attemptSpan;
      call.attemptSpan = undefined;
      const failure = error instanceof UpstreamError ? error.failure : undefined;
      if (failure?.isUnsent) return;
      const { providerCode, requestId } = failure ?? {};
      span?.end(error === null ? null : { code: failureCodeOf(error), providerCode, requestId });
    },
  };
}
