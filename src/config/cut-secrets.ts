import { type Document, isAlias, isPair, isScalar, isSeq, type Node, Scalar, visit } from 'yaml';
import { isHiddenReference } from './references.ts';
import type { Fault } from './substitute.ts';

/*
 * Signs of YAML in a secret that is not quoted: YAML would take them for its own and leave the rest of the secret as its
 * value, which a provider refuses hours later without saying why.
 */

const secretSettings: ReadonlySet<PropertyKey> = new Set(['accessKeyId', 'accessKeySecret', 'securityToken', 'secret']);

/** The keys of cursors are a list, which may stand elsewhere: `x-cursors: &cursors { keys: [ … ] }`. */
const isKeys = (path: readonly PropertyKey[]): boolean => path.at(-1) === 'keys';

const isSecret = (path: readonly PropertyKey[]): boolean =>
  secretSettings.has(path.at(-1) ?? '') || isKeys(path.slice(0, -1));

/** The path of a setting, from the nodes over it in the document and the node itself. */
function pathOf(nodes: readonly unknown[]): PropertyKey[] {
  return nodes.flatMap((node, index): PropertyKey[] => {
    if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : node.key)];
    return isSeq(node) && index + 1 < nodes.length ? [node.items.indexOf(nodes[index + 1])] : [];
  });
}

function cut(scalar: Scalar, source: string, aliases: ReadonlySet<string>): string | null {
  if (scalar.anchor !== undefined && !aliases.has(scalar.anchor)) {
    return `is cut after a &, which begins an anchor of YAML: quote the text, such as "&top"`;
  }
  if (!scalar.range) return null;
  const [start, end] = scalar.range;
  const isPlain = scalar.type === Scalar.PLAIN;
  if (isPlain && !isHiddenReference(scalar.source ?? '') && /^[ \t]*#/.test(source.slice(end))) {
    return 'is cut at a # after a blank, which begins a comment: quote the text, such as "top #secret", or put the comment on a line of its own';
  }
  return isJoined(scalar, source.slice(start, end).trimEnd())
    ? 'is written on several lines, which YAML joins with blanks: write it on one line, in quotes'
    : null;
}

/** Whether the text is on several lines that become one. The lines of a `|` stay apart; a `>` has a line of its own. */
function isJoined({ type }: Scalar, written: string): boolean {
  const lines = written.split('\n').length;
  return type !== Scalar.BLOCK_LITERAL && lines > (type === Scalar.BLOCK_FOLDED ? 2 : 1);
}

/** The secrets of a YAML document that YAML has cut or bent, and how to write them. */
export function cutSecretFaults(document: Document, source: string): Fault[] {
  const aliases = new Set<string>();
  const faults: Fault[] = [];
  visit(document, { Alias: (_key, { source: name }) => void aliases.add(name) });
  const checkText = (node: unknown, path: readonly PropertyKey[]): void => {
    // The text can be elsewhere: `x-secret: &secret top #secret`.
    const text = isAlias(node) ? node.resolve(document) : node;
    const message = isScalar(text) ? cut(text, source, aliases) : null;
    if (message !== null) faults.push({ path, message });
  };
  const check = (node: Node, over: readonly unknown[]): void => {
    const path = pathOf([...over, node]);
    const list = isAlias(node) && isKeys(path) ? node.resolve(document) : null;
    if (isSeq(list)) for (const [index, item] of list.items.entries()) checkText(item, [...path, index]);
    if (isSecret(path)) checkText(node, path);
  };
  visit(document, {
    Scalar: (key, scalar, over) => (key === 'key' ? undefined : check(scalar, over)),
    Alias: (_key, alias, over) => check(alias, over),
  });
  return faults;
}
