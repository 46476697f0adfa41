import type { Failure, OperationSpan, RootSpan } from '../platform/trace.ts';
import type { Branch } from './branch.ts';
import { TracedCaller, TracedRoot } from './caller-span.ts';

/** How an operation ended that has no data to show for it. */
const failedOutcomes: ReadonlySet<string> = new Set(['FAILED', 'REFUSED']);

/** An operation in a trace. It is named by its type, as the semantic conventions have it: its name is its sender's choice. */
export class TracedOperation extends TracedCaller implements OperationSpan {
  constructor(request: Branch) {
    super(request.child('operation'));
  }

  is(type: string, name: string | null): void {
    this.branch.name(type);
    this.branch.tell({ 'graphql.operation.type': type, 'graphql.operation.name': name ?? undefined });
  }

  costs(cost: number): void {
    this.branch.tell({ 'taskline.cost': cost });
  }

  event(): RootSpan | undefined {
    const branch = this.branch.apart('event');
    return branch.isKept ? new TracedRoot(branch) : undefined;
  }

  end(outcome: string, failure: Failure): void {
    this.branch.tell({ 'taskline.outcome': outcome, 'error.type': failure ?? undefined });
    this.finish(failedOutcomes.has(outcome) ? failure : null);
  }
}
