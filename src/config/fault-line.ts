import { z } from 'zod';
import { membersOf } from '../platform/members.ts';
import type { Fault } from './substitute.ts';
import { isName } from './values.ts';

/** The file that faults are of. */
export interface FaultyFile {
  readonly name: string;
  /** Its values, of any shape. */
  readonly value: unknown;
  lineOf(path: readonly PropertyKey[]): number | null;
}

/** The key of the source that a fault is of; what is no key may be a secret. */
function sourceKey({ path: [section, index], source }: Fault, { value }: FaultyFile): string {
  const { sources } = membersOf(value);
  if (section !== 'sources' || typeof index !== 'number' || !Array.isArray(sources)) return '';
  const key: unknown = source ?? membersOf(sources[index]).key;
  return isName(key) ? `(${key}) ` : '';
}

function place(fault: Fault, file: FaultyFile): string {
  if (fault.in === 'environment') return '';
  const line = file.lineOf(fault.path);
  return `${file.name}${line === null ? '' : `:${line}`} ${sourceKey(fault, file)}`;
}

/** A fault in a line: `taskline.yaml:851 (a27-hangzhou) sources[212].region: …`; of what is in no file, the path alone. */
export function faultLine(fault: Fault, file: FaultyFile | null): string {
  const { path, message } = fault;
  const what = path.length > 0 ? `${z.core.toDotPath(path)}: ${message}` : `the configuration ${message}`;
  return `${file ? place(fault, file) : ''}${what}`;
}
