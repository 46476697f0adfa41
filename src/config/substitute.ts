import { dollars, readReference } from './references.ts';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A fault of the configuration: the path of the setting, and what is wrong with it. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** How other tools write a variable, where it is the whole text: `%NAME%`, `{{ NAME }}`. */
const foreign = /^(?:%\w+%|\{\{[^{}]*\}\})$/;
const foreignForm = 'is a variable as other tools write it: write ${NAME} or ${NAME:-default}';

const badDollar = 'has a $ that begins neither ${NAME} nor ${NAME:-default}; write $$ for a $ of the text itself';

function substituteText(text: string, environment: Environment, fault: (message: string) => void): string {
  if (foreign.test(text)) fault(foreignForm);
  return text.replace(dollars, (_whole, what: string = '') => {
    if (what === '$') return what;
    const reference = readReference(what);
    if (!reference) {
      fault(badDollar);
      return '';
    }
    const { name, fallback } = reference;
    const set = (Object.hasOwn(environment, name) && environment[name]) || fallback;
    if (set === undefined) fault(`the environment variable ${name} is not set`);
    return set ?? '';
  });
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` in all texts of a parsed configuration, so that a value cannot change its
 * structure; `$$` becomes `$`. Adds a fault for each variable that is not set, and for each text with any other `$`.
 */
export function substitute(
  value: unknown,
  environment: Environment,
  faults: Fault[],
  path: readonly PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    const messages = new Set<string>();
    const text = substituteText(value, environment, (message) => messages.add(message));
    faults.push(...[...messages].map((message) => ({ path, message })));
    return text;
  }
  if (Array.isArray(value)) return value.map((item, index) => substitute(item, environment, faults, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, item]) => [name, substitute(item, environment, faults, [...path, name])]),
  );
}
