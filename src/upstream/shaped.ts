import { UpstreamError } from './errors.ts';
import type { Ask, Call } from './layers.ts';
import { Faults, unreadable, type Fault } from './shape.ts';
import type { SourceMeter } from './source-meter.ts';

/** A path as text: `TaskSet.Task[3].TaskId`. */
const placeOf = (path: Fault['path']): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');

/** Where an answer is not of its shape, and why. */
const describe = ({ path, message }: Fault): string => `${placeOf(path) || 'the answer'}: ${message}`;

const describeFirst = ({ all: [first] }: Faults): string => (first ? describe(first) : 'not of its documented shape');

/** The source of the answers, and where their faults are reported. */
export interface ShapedOptions {
  readonly source: string;
  readonly notice: (text: string) => void;
  /** Absent if there are no metrics. */
  readonly meter?: Pick<SourceMeter, 'leftOut'> | undefined;
}

/** Reads the body of an answer; throws if it is not of its shape. */
export type ReadBody = (call: Call, body: unknown) => unknown;

/**
 * Creates the function that reads bodies by their documented shapes. A faulty member of a row is left out, or the whole row;
 * the operator is told so once for each operation.
 */
export function createBodyReader({ source, notice, meter }: ShapedOptions): ReadBody {
  const reported = new Set<string>();

  function report(operation: string, faults: Faults): void {
    if (faults.count === 0) return;
    meter?.leftOut(operation, faults.rows);
    if (reported.has(operation)) return;
    reported.add(operation);
    const rows = faults.rows === 1 ? '1 row that is' : `${faults.rows} rows that are`;
    const first = describeFirst(faults);
    notice(`${operation} gave ${rows} not as documented (${first}): what cannot be read is left out, now and later.`);
  }

  return ({ request: { operation, shape } }, body) => {
    const faults = new Faults();
    const read = shape.read(body, faults);
    if (read === unreadable) {
      throw new UpstreamError(source, operation, { code: 'UPSTREAM_BAD_RESPONSE', detail: describeFirst(faults) });
    }
    report(operation, faults);
    return read;
  };
}

/** Reads each answer by its shape. */
export const shaped =
  (readBody: ReadBody, next: Ask): Ask =>
  async (call) =>
    readBody(call, await next(call));
