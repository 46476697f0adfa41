import { z, type ZodType } from 'zod';
import type { ProcessorTurns } from '../platform/processor-turns.ts';
import { UpstreamError } from './errors.ts';
import type { Layer } from './layers.ts';
import { readLeniently, rowsIn, type Issue } from './repair.ts';

/** Where an answer is not of its shape, and why. */
function describe(issue: Issue | undefined): string {
  const place = z.core.toDotPath(issue?.path ?? []) || 'the answer';
  return `${place}: ${issue?.message ?? 'not of its documented shape'}`;
}

const parseBy = (shape: ZodType) => (body: unknown) => {
  const checked = shape.safeParse(body);
  return checked.success ? { read: checked.data } : { issues: checked.error.issues };
};

/** Where answers come from, the turns in which they are read, and who hears of what is wrong with them. */
export interface ShapedOptions {
  readonly source: string;
  readonly turns: ProcessorTurns;
  readonly notice: (text: string) => void;
}

/**
 * Checks that an answer is of its documented shape, and gives what is read of it. Of a row that is not, the member that is
 * wrong is left out, or the row; the operator is told so once for each operation.
 */
export function shaped({ source, turns, notice }: ShapedOptions): Layer {
  const told = new Set<string>();

  function tell(operation: string, issues: readonly Issue[]): void {
    if (issues.length === 0 || told.has(operation)) return;
    told.add(operation);
    const count = rowsIn(issues);
    const rows = count === 1 ? '1 row that is' : `${count} rows that are`;
    const first = describe(issues[0]);
    notice(`${operation} gave ${rows} not as documented (${first}): what cannot be read is left out, now and later.`);
  }

  return (next) => async (call) => {
    const { operation, shape } = call.request;
    const body = await next(call);
    // Parsing a long answer has taken its turn: checking it waits for the next.
    const turn = turns.take(call.caller.turn);
    if (turn) await turn;
    const reading = readLeniently(body, parseBy(shape));
    if (!('read' in reading)) {
      throw new UpstreamError(source, operation, {
        code: 'UPSTREAM_BAD_RESPONSE',
        detail: describe(reading.issues[0]),
      });
    }
    tell(operation, reading.issues);
    return reading.read;
  };
}
