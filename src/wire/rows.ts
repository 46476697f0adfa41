import { z, type ZodType } from 'zod';

/** The most rows of a page that is taken: no documented page has more than half as many. */
export const mostRows = 1_000;

/** The most faults that are told of one list: more of them take long to tell, and no page has them all by chance. */
const mostFaults = 2_000;

/** How many rows are taken, and what is said of what is no list. */
export interface RowsOptions {
  readonly most?: number;
  readonly error?: string | undefined;
}

/**
 * The rows of a list, each of its shape or null. What comes after too many faults is not looked at, and of more rows than
 * `most` none.
 */
export const rows = <Item extends ZodType>(item: Item, { most = Infinity, error }: RowsOptions = {}) =>
  z.array(z.unknown(), { error }).transform((values, context): (z.output<Item> | null)[] => {
    if (values.length > most) {
      context.addIssue(`more than ${most} rows`);
      return z.NEVER;
    }
    const read: (z.output<Item> | null)[] = [];
    let faults = 0;
    for (const [index, value] of values.entries()) {
      const row = value === null ? null : item.safeParse(value);
      if (row?.success !== false) read.push(row && row.data);
      else {
        faults += row.error.issues.length;
        for (const issue of row.error.issues) {
          context.addIssue({ code: 'custom', message: issue.message, path: [index, ...issue.path] });
        }
      }
      if (faults > mostFaults) {
        context.addIssue(`more than ${mostFaults} faults`);
        return z.NEVER;
      }
    }
    return read;
  });
