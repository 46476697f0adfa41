import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type YAMLMap } from 'yaml';

/** A part of a document, and where in the text it begins. */
interface Part {
  readonly node: unknown;
  readonly offset: number | null;
}

const startOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);

const behindAlias = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node);

const isMergeKey = (key: unknown): boolean => isScalar(key) && key.source === '<<';

/** The mappings that `<<` takes settings from. */
function mergedInto(map: YAMLMap, document: Document): YAMLMap[] {
  return map.items
    .filter(({ key }) => isMergeKey(key))
    .map(({ value }) => behindAlias(value, document))
    .flatMap((value): unknown[] => (isSeq(value) ? value.items.map((item) => behindAlias(item, document)) : [value]))
    .filter((value) => isMap(value));
}

/** A member of a mapping: its own, else one that is merged into it. */
function memberOf(map: YAMLMap, name: string, document: Document): Part | null {
  const pair = map.items.find(({ key }) => String(isScalar(key) ? key.value : key) === name);
  if (isPair(pair)) return { node: pair.value, offset: startOf(pair.key) };
  for (const other of mergedInto(map, document)) {
    const member = memberOf(other, name, document);
    if (member) return member;
  }
  return null;
}

function stepInto(node: unknown, step: PropertyKey, document: Document): Part | null {
  const whole = behindAlias(node, document);
  if (isMap(whole)) return memberOf(whole, String(step), document);
  if (!isSeq(whole) || typeof step !== 'number' || step >= whole.items.length) return null;
  const item = whole.items[step];
  return { node: item, offset: startOf(item) };
}

/** Where a setting begins in the text of a document; of one that is absent, the innermost part that should have it. */
export function offsetOf(path: readonly PropertyKey[], document: Document): number | null {
  let part: Part = { node: document.contents, offset: null };
  for (const step of path) {
    const next = stepInto(part.node, step, document);
    if (!next) break;
    part = { node: next.node, offset: next.offset ?? part.offset };
  }
  return part.offset;
}
