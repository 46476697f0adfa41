import { isUtf8 } from 'node:buffer';
import { decodeAscii, sixBitsAt } from '../platform/base64url.ts';
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

/** The text of an id without so many of its first bytes; null for what we never write. */
function decode(id: string, skipped = 0): string | null {
  // Four characters are three bytes.
  const triples = Math.floor(skipped / 3);
  const left = skipped - triples * 3;
  const ascii = decodeAscii(id, triples * 4, left);
  if (ascii !== null) return ascii;
  const written = id.slice(triples * 4);
  const bytes = Buffer.from(written, 'base64url');
  return bytes.toString('base64url') === written && isUtf8(bytes) ? bytes.toString('utf8', left) : null;
}

const isSourceKey = (text: string): boolean => /^[a-z0-9-]+$/.test(text);

/** What the ids of all tasks of a source begin with, the second colon included. */
interface Head {
  readonly provider: ProviderName;
  readonly sourceKey: string;
  /** How many bytes it has. */
  readonly length: number;
  /** As much of it as fills whole characters. */
  readonly written: string;
  /** The rest of it: the first bits of the next character. */
  readonly bits: number;
}

/** The head of the last id that had another than the one before. An id of the same source takes half as long. */
let lastHead: Head | null = null;

/** How many bits of a head are beyond its whole characters. */
const bitsBeyond = (length: number): number => (length * 8) % 6;

const bitsAfter = (id: string, index: number, count: number): number => sixBitsAt(id, index) >> (6 - count);

function headOf(id: string, provider: ProviderName, sourceKey: string): Head {
  // Types have ASCII names: each character of the head is one byte.
  const length = taskTypeName(provider).length + sourceKey.length + 2;
  const written = id.slice(0, Math.floor((length * 8) / 6));
  return { provider, sourceKey, length, written, bits: bitsAfter(id, written.length, bitsBeyond(length)) };
}

/** The head of an id, where it is the last one. */
function knownHeadOf(id: string): Head | null {
  if (!lastHead || !id.startsWith(lastHead.written)) return null;
  const { written, length, bits } = lastHead;
  return bitsAfter(id, written.length, bitsBeyond(length)) === bits ? lastHead : null;
}

/** What a global id names; null for what is none. */
function read(id: string): GlobalId | null {
  if (id.length > maximumLength) return null;
  const head = knownHeadOf(id);
  if (head) {
    const taskId = decode(id, head.length);
    return taskId ? { kind: 'task', provider: head.provider, sourceKey: head.sourceKey, taskId } : null;
  }
  const text = decode(id) ?? '';
  const first = text.indexOf(':');
  const second = text.indexOf(':', first + 1);
  const end = second > first ? second : text.length;
  const [typeName, sourceKey, taskId] = [text.slice(0, first), text.slice(first + 1, end), text.slice(end + 1)];
  if (first < 1 || !isSourceKey(sourceKey)) return null;
  if (end === text.length && typeName === 'Source') return { kind: 'source', sourceKey };
  const provider = providersByTypeName.get(typeName);
  if (!provider || taskId === '') return null;
  lastHead = headOf(id, provider, sourceKey);
  return { kind: 'task', provider, sourceKey, taskId };
}

/** The key of the source that a global id names; null if it names none. Of a task's id the rest is not looked at where it need not be. */
export const sourceKeyOf = (id: string): string | null => (knownHeadOf(id) ?? read(id))?.sourceKey ?? null;

/** Decodes a global id. BAD_USER_INPUT for anything that is not exactly what we encode. */
export function decodeGlobalId(id: string, argument: string): GlobalId {
  const known = read(id);
  if (!known) throw new InvalidArgumentError(argument, 'not an id of this gateway');
  return known;
}
