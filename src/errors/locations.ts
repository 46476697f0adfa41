import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  parse,
  type ParseOptions,
  type Source,
  type SourceLocation,
} from 'graphql';

/** The most places of a document that one error names. */
const mostPlaces = 10;

const texts = new WeakMap<DocumentNode, string>();

/** Where nodes that errors are about are in their documents, as far as it was looked up. */
const known = new WeakMap<ASTNode, SourceLocation>();

/**
 * Parses a document whose nodes do not know where they are. If they did, graphql would count the lines up to the node for
 * each error anew: 500 errors in a document of 400,000 lines take 20 s.
 */
export function parseUnlocated(source: string | Source, options: ParseOptions): DocumentNode {
  const document = parse(source, { ...options, noLocation: true });
  texts.set(document, typeof source === 'string' ? source : source.body);
  return document;
}

/** The text of a document that was parsed here. */
export const textOf = (document: DocumentNode): string => texts.get(document) ?? '';

/** A node of a document, and the same node of the document with locations. */
interface Pair {
  readonly node: ASTNode;
  readonly twin: ASTNode;
}

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'kind' in value;

/** Finds the twins of nodes: both documents are of one text, and hence of one shape. */
function findTwins(found: Pair[], wanted: ReadonlySet<ASTNode>, value: unknown, twin: unknown): Pair[] {
  if (found.length === wanted.size) return found;
  if (Array.isArray(value) && Array.isArray(twin)) {
    for (const [index, item] of value.entries()) findTwins(found, wanted, item, twin[index]);
  } else if (isNode(value) && isNode(twin)) {
    if (wanted.has(value)) found.push({ node: value, twin });
    const members: Readonly<Record<string, unknown>> = { ...twin };
    for (const [name, member] of Object.entries(value)) findTwins(found, wanted, member, members[name]);
  }
  return found;
}

const nodesIn = (errors: readonly GraphQLError[]): ASTNode[] =>
  errors.flatMap(({ nodes = [] }) => nodes.slice(0, mostPlaces));

/** Looks up where in their document errors are, all in one reading: it is parsed once more, and its lines are counted once. */
export function locate(document: DocumentNode, errors: readonly GraphQLError[]): void {
  const wanted = new Set(nodesIn(errors).filter((node) => !known.has(node)));
  if (wanted.size === 0 || !texts.has(document)) return;
  const pairs = findTwins([], wanted, document, parse(textOf(document)));
  const { locations = [] } = new GraphQLError('', { nodes: pairs.map(({ twin }) => twin) });
  for (const [index, { node }] of pairs.entries()) {
    const location = locations[index];
    if (location) known.set(node, location);
  }
}

/** Where in its document an error is. */
export function locationsOf({ locations, nodes = [] }: GraphQLError): readonly SourceLocation[] | undefined {
  const found = nodes.slice(0, mostPlaces).flatMap((node) => known.get(node) ?? []);
  return locations ?? (found.length > 0 ? found : undefined);
}
