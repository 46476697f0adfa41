import type { OperationSpan, RequestSpan } from '../platform/trace.ts';
import type { Branch } from './branch.ts';
import { TracedOperation } from './operation-span.ts';

/** A request in a trace. By the semantic conventions it failed where the server did, and not where its client was refused. */
export class TracedRequest implements RequestSpan {
  readonly #branch: Branch;

  constructor(branch: Branch) {
    this.#branch = branch;
  }

  get traceId(): string {
    return this.#branch.place.traceId;
  }

  calledBy(name: string): void {
    this.#branch.tell({ 'taskline.caller': name });
  }

  operation(): OperationSpan | undefined {
    return this.#branch.isKept ? new TracedOperation(this.#branch) : undefined;
  }

  end(status: number | null): void {
    if (!this.#branch.isKept) return;
    if (status === null) this.#branch.tell({ 'error.type': 'LEFT' });
    else this.#branch.tell({ 'http.response.status_code': status });
    if (status !== null && status >= 500) this.#branch.fail(String(status));
    this.#branch.end();
  }
}
