import { isUtf8 } from 'node:buffer';
import { decodeAscii } from '../platform/base64url.ts';

import { InvalidArgumentError } from '../tasks/errors.ts';
import { providerModules, providerNames, type ProviderName } from '../providers/modules.ts';

/** The GraphQL type of a provider's tasks. */
export const taskTypeName = (provider: string): string => providerModules[provider as ProviderName].typeName;

const providersByTypeName = new Map(providerNames.map((name) => [taskTypeName(name), name]));

/** A decoded global id: of a source, or of a task of a source. */
export type GlobalId =
  | { readonly kind: 'source'; readonly sourceKey: string }
  | { readonly kind: 'task'; readonly provider: ProviderName; readonly sourceKey: string; readonly taskId: string };

const encode = (text: string): string => Buffer.from(text).toString('base64url');

/** The global id of a source. */
export const sourceGlobalId = (sourceKey: string): string => encode(`Source:${sourceKey}`);

/** The global id of a task. */
export const taskGlobalId = (provider: string, sourceKey: string, taskId: string): string =>
  encode(`${taskTypeName(provider)}:${sourceKey}:${taskId}`);

/** The maximum length of a global id: a task id has up to 256 characters of up to three bytes. */
const maximumLength = 2_048;

/** The text of an id; null for what we never write. */
function decode(id: string): string | null {
  if (id.length > maximumLength) return null;
  const ascii = decodeAscii(id);
  if (ascii !== null) return ascii;
  const bytes = Buffer.from(id, 'base64url');
  return bytes.toString('base64url') === id && isUtf8(bytes) ? bytes.toString() : null;
}

const isSourceKey = (text: string): boolean => /^[a-z0-9-]+$/.test(text);

/** The parts of a global id: what type it is of, the key of the source, and the id of a task. */
function partsOf(id: string) {
  const text = decode(id) ?? '';
  const first = text.indexOf(':');
  const second = text.indexOf(':', first + 1);
  const end = second > first ? second : text.length;
  const sourceKey = text.slice(first + 1, end);
  if (first < 1 || !isSourceKey(sourceKey)) return null;
  return { typeName: text.slice(0, first), sourceKey, taskId: end < text.length ? text.slice(end + 1) : null };
}

/** Characters of an id whose text has the longest name of a type, and a source's key of up to twenty characters. */
const beginning = 60;

/** The key of the source that a global id names, without checking the rest of it; null if it names none. */
export function sourceKeyOf(id: string): string | null {
  const begun = id.length > beginning ? partsOf(id.slice(0, beginning)) : null;
  // A key that is cut off has nothing behind it.
  const isWhole = begun !== null && begun.taskId !== null;
  return (isWhole ? begun : partsOf(id))?.sourceKey ?? null;
}

/** Decodes a global id. BAD_USER_INPUT for anything that is not exactly what we encode. */
export function decodeGlobalId(id: string, argument: string): GlobalId {
  const parts = partsOf(id);
  const { typeName = '', sourceKey = '', taskId = null } = parts ?? {};
  if (taskId === null && typeName === 'Source') return { kind: 'source', sourceKey };
  const provider = providersByTypeName.get(typeName);
  if (!provider || !taskId) throw new InvalidArgumentError(argument, 'not an id of this gateway');
  return { kind: 'task', provider, sourceKey, taskId };
}
