import { InvalidArgumentError } from '../tasks/errors.ts';
import { providerNames, type ProviderName } from '../tasks/task.ts';

/** The name of each provider's task in the schema and in the global ids of its tasks. */
export const taskTypeNames: Readonly<Record<ProviderName, string>> = {
  ALIYUN_DNS: 'AliyunDnsBatchTask',
  ALIYUN_ECS: 'AliyunEcsTask',
  ALIYUN_IMM: 'AliyunImmBatch',
  ALIYUN_POLARDB: 'AliyunPolarDbBatchTask',
  HUAWEI_DNS: 'HuaweiDnsBatchTask',
};

const providersByTypeName = new Map(providerNames.map((name) => [taskTypeNames[name], name]));

/** What a global id names: a source, or a task of a source. */
export type GlobalId =
  | { readonly kind: 'source'; readonly sourceKey: string }
  | { readonly kind: 'task'; readonly provider: ProviderName; readonly sourceKey: string; readonly taskId: string };

const encode = (text: string): string => Buffer.from(text).toString('base64url');

export const sourceGlobalId = (sourceKey: string): string => encode(`Source:${sourceKey}`);

export const taskGlobalId = (provider: ProviderName, sourceKey: string, taskId: string): string =>
  encode(`${taskTypeNames[provider]}:${sourceKey}:${taskId}`);

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
