import { resolve } from 'node:path';
import { dollars, readReference, type Reference } from './references.ts';
import { readSecretFile } from './secret-file.ts';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What references are replaced from. */
export interface ReferenceOrigins {
  readonly environment: Environment;
  /** The folder of the configuration, by which relative paths of files go. */
  readonly folder: string;
  /** Takes note of the file of a reference, whether it can be read or not. */
  readonly readFile: (file: string) => void;
}

/** A fault of the configuration: the path of the setting, and what is wrong with it. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The key of the source that it is of, where the path's entry makes several. */
  readonly source?: string | undefined;
  /** Where the setting is, if not in the file. */
  readonly in?: 'environment' | undefined;
}

/** How other tools write a variable, where it is the whole text: `%NAME%`, `{{ NAME }}`. */
const foreign = /^(?:%\w+%|\{\{[^{}]*\}\})$/;
const foreignForm = 'is a variable as other tools write it: write ${NAME} or ${NAME:-default}';

const badDollar = 'has a $ that begins neither ${NAME} nor ${NAME:-default}; write $$ for a $ of the text itself';

type TellFault = (message: string) => void;

/** What stands for a reference. */
function valueOf(reference: Reference, { environment, folder, readFile }: ReferenceOrigins, fault: TellFault): string {
  if (reference.kind === 'file') {
    readFile(resolve(folder, reference.path));
    const read = readSecretFile(reference.path, folder);
    if ('text' in read) return read.text;
    fault(`the file ${reference.path} ${read.fault}`);
    return '';
  }
  const { name, fallback } = reference;
  const set = (Object.hasOwn(environment, name) && environment[name]) || fallback;
  if (set === undefined) fault(`the environment variable ${name} is not set`);
  return set ?? '';
}

function substituteText(text: string, origins: ReferenceOrigins, fault: TellFault): string {
  if (foreign.test(text)) fault(foreignForm);
  return text.replace(dollars, (_whole, what: string = '') => {
    if (what === '$') return what;
    const reference = readReference(what);
    if (reference) return valueOf(reference, origins, fault);
    fault(badDollar);
    return '';
  });
}

/**
 * Replaces `${NAME}`, `${NAME:-default}` and `${file:/path}` in all texts of a parsed configuration, so that a value cannot
 * change its structure; `$$` becomes `$`. Adds a fault for each variable that is not set, for each file that cannot be
 * read, and for each text with any other `$`.
 */
export function substitute(
  value: unknown,
  origins: ReferenceOrigins,
  faults: Fault[],
  path: readonly PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    const messages = new Set<string>();
    const text = substituteText(value, origins, (message) => messages.add(message));
    faults.push(...[...messages].map((message) => ({ path, message })));
    return text;
  }
  if (Array.isArray(value)) return value.map((item, index) => substitute(item, origins, faults, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, item]) => [name, substitute(item, origins, faults, [...path, name])]));
}
