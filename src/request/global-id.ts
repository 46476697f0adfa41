import { isUtf8 } from 'node:buffer';
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

const shape = /^([A-Za-z]+):([a-z0-9-]+)(?::([^]+))?$/;

function parse(text: string): GlobalId | null {
  const [, typeName = '', sourceKey = '', taskId] = shape.exec(text) ?? [];
  if (taskId === undefined) return typeName === 'Source' ? { kind: 'source', sourceKey } : null;
  const provider = providersByTypeName.get(typeName);
  return provider ? { kind: 'task', provider, sourceKey, taskId } : null;
}

/** The key of the source that a global id names, without checking the rest of it; null if it names none. */
export function sourceKeyOf(id: string): string | null {
  if (id.length > maximumLength) return null;
  const [, , sourceKey = null] = shape.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  return sourceKey;
}

/** Decodes a global id. BAD_USER_INPUT for anything that is not exactly what we encode. */
export function decodeGlobalId(id: string, argument: string): GlobalId {
  const bytes = Buffer.from(id.length <= maximumLength ? id : '', 'base64url');
  const isExact = bytes.toString('base64url') === id && isUtf8(bytes);
  const globalId = isExact ? parse(bytes.toString()) : null;
  if (!globalId) throw new InvalidArgumentError(argument, 'not an id of this gateway');
  return globalId;
}
