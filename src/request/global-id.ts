import { InvalidArgumentError } from '../tasks/errors.ts';
import { providerModules, providerNames, type ProviderName } from '../providers/modules.ts';

/** The name that the tasks of a provider have in the schema. A source always names a provider of ours. */
export const taskTypeName = (provider: string): string => providerModules[provider as ProviderName].typeName;

const providersByTypeName = new Map(providerNames.map((name) => [taskTypeName(name), name]));

/** What a global id names: a source, or a task of a source. */
export type GlobalId =
  | { readonly kind: 'source'; readonly sourceKey: string }
  | { readonly kind: 'task'; readonly provider: ProviderName; readonly sourceKey: string; readonly taskId: string };

const encode = (text: string): string => Buffer.from(text).toString('base64url');

export const sourceGlobalId = (sourceKey: string): string => encode(`Source:${sourceKey}`);

export const taskGlobalId = (provider: string, sourceKey: string, taskId: string): string =>
  encode(`${taskTypeName(provider)}:${sourceKey}:${taskId}`);

/** The longest id that we can have made: a task id of 256 characters, of up to three bytes each, and its source. */
const maximumLength = 2_048;

const shape = /^([A-Za-z]+):([a-z0-9-]+)(?::([^]+))?$/;

function parse(text: string): GlobalId | null {
  const [, typeName = '', sourceKey = '', taskId] = shape.exec(text) ?? [];
  if (taskId === undefined) return typeName === 'Source' ? { kind: 'source', sourceKey } : null;
  const provider = providersByTypeName.get(typeName);
  return provider ? { kind: 'task', provider, sourceKey, taskId } : null;
}

/** Reads a global id; an id that is not written exactly as we write it is none of ours. */
export function decodeGlobalId(id: string, argument: string): GlobalId {
  const decoded = id.length <= maximumLength ? Buffer.from(id, 'base64url').toString() : '';
  const globalId = encode(decoded) === id ? parse(decoded) : null;
  if (!globalId) throw new InvalidArgumentError(argument, 'not an id of this gateway');
  return globalId;
}
