import { SpanKind } from '@opentelemetry/api';
import type { AttemptFailure, AttemptSpan, BegunAttempt } from '../platform/trace.ts';
import type { Branch } from './branch.ts';

/** An attempt in a trace. Neither its path nor its query is told: they hold ids and what is signed. */
export class TracedAttempt implements AttemptSpan {
  readonly #branch: Branch;

  constructor(call: Branch, { operation, method, address, port, number, waitedMs }: BegunAttempt) {
    this.#branch = call.child(`${method} ${operation}`, {
      kind: SpanKind.CLIENT,
      told: {
        'http.request.method': method,
        'http.request.resend_count': number > 1 ? number - 1 : undefined,
        'server.address': address,
        'server.port': port,
        'taskline.attempt': number,
        'taskline.wait_ms': Math.round(waitedMs * 10) / 10,
      },
    });
  }

  answered(status: number): void {
    this.#branch.tell({ 'http.response.status_code': status });
  }

  end(failure: AttemptFailure | null): void {
    if (failure) {
      this.#branch.tell({
        'taskline.provider_code': failure.providerCode,
        'taskline.provider_request_id': failure.requestId,
      });
      this.#branch.fail(failure.code);
    }
    this.#branch.end();
  }
}
