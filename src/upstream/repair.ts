/** Stands in an answer for a row that was left out, so that those after it keep their index. */
export const leftOut = Symbol('left out');

/** What is wrong with an answer at a place in it. */
export interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What readers say of a thing that an answer can be read on without: of one that stands where something else belongs. */
export const misplaced = {
  text: 'expected text',
  part: 'expected an object',
  parts: 'expected a list of parts',
} as const;

const isMisplaced: ReadonlySet<string> = new Set(Object.values(misplaced));

/** The members of an object or a list, to be altered. */
type Holder = Record<PropertyKey, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

const isIndex = (key: PropertyKey): key is number => typeof key === 'number';

/** How much is given up of what is wrong: the member, then the row that it is in, then the row that this is in. */
const steps = [
  (path: readonly PropertyKey[]) => path,
  (path: readonly PropertyKey[]) => path.slice(0, path.findLastIndex(isIndex) + 1),
  (path: readonly PropertyKey[]) => path.slice(0, path.findIndex(isIndex) + 1),
] as const;

/** Whether it costs no more than a row, or a member beside others, to read on without what is wrong. */
const isRepairable = ({ path, message }: Issue): boolean =>
  path.some(isIndex) || (path.length > 0 && isMisplaced.has(message));

/** Alters what an answer holds at a path: a member is taken to be untold, a row to be left out. */
function giveUp(body: unknown, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => (isHolder(value) ? value[key] : undefined), body);
  if (last === undefined || !isHolder(holder)) return;
  if (isIndex(last)) holder[last] = leftOut;
  else Reflect.deleteProperty(holder, last);
}

/** What was read of an answer, and what is wrong with it; null where it cannot be read at all. */
interface Reading<Read> {
  readonly read: Read;
  readonly issues: readonly Issue[];
}

/** What a shape makes of an answer. */
type Parse<Read> = (body: unknown) => { readonly read: Read } | { readonly issues: readonly Issue[] };

/**
 * Reads an answer without those rows, or members of rows, that are not of their documented shape, if no more than these are
 * wrong. The answer is altered.
 */
export function readLeniently<Read>(
  body: unknown,
  parse: Parse<Read>,
): Reading<Read> | { readonly issues: readonly Issue[] } {
  const first = parse(body);
  if ('read' in first) return { ...first, issues: [] };
  let { issues } = first;
  for (const step of steps) {
    if (!issues.every(isRepairable)) break;
    for (const { path } of issues) giveUp(body, step(path));
    const next = parse(body);
    if ('read' in next) return { ...next, issues: first.issues };
    issues = next.issues;
  }
  return first;
}

/** How many rows are among what is wrong with an answer; what is in none is one. */
export const rowsIn = (issues: readonly Issue[]): number =>
  new Set(issues.map(({ path }) => path.slice(0, path.findIndex(isIndex) + 1).join('.'))).size;
