import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  validate,
  visit,
} from 'graphql';
import { sha256 } from '../platform/digest.ts';

/** A file of GraphQL documents. */
export interface DocumentFile {
  readonly path: string;
  readonly text: string;
}

/** The documents are not valid; one line for each fault. */
export class DocumentsError extends Error {
  override readonly name = 'DocumentsError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** One document for each operation, with the fragments that it needs from any file, by the SHA-256 of its text. */
export function collectDocuments(schema: GraphQLSchema, files: readonly DocumentFile[]): Map<string, string> {
  const definitions = files.flatMap((file) => parsed(file).definitions);
  const fragments = byName(definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION));
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const documents = operations.map((operation) => withFragments(operation, fragments));
  const faults = documents.flatMap((document) => validate(schema, document).map(faultLine));
  if (faults.length > 0) throw new DocumentsError([...new Set(faults)]);
  return new Map(documents.map(print).map((text) => [sha256(text), text]));
}

function parsed({ path, text }: DocumentFile): DocumentNode {
  try {
    return parse(new Source(text, path));
  } catch (error) {
    throw error instanceof GraphQLError ? new DocumentsError([faultLine(error)]) : error;
  }
}

function faultLine({ message, source, locations, nodes }: GraphQLError): string {
  const path = source?.name ?? nodes?.[0]?.loc?.source.name;
  return `${path ?? 'documents'}:${locations?.[0]?.line ?? 1}: ${message}`;
}

function byName(definitions: readonly FragmentDefinitionNode[]): ReadonlyMap<string, FragmentDefinitionNode> {
  const names = definitions.map(({ name }) => name.value);
  const duplicates = definitions.filter(({ name }, index) => names.indexOf(name.value) < index);
  const lines = duplicates.map(({ name, loc }) => `${loc?.source.name}: the fragment ${name.value} is defined twice`);
  if (lines.length > 0) throw new DocumentsError(lines);
  return new Map(definitions.map((definition) => [definition.name.value, definition]));
}

/** The operation and the fragments that it spreads, directly or indirectly, in the order of their first spread. */
function withFragments(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): DocumentNode {
  const needed = new Set<DefinitionNode>([operation]);
  for (const definition of needed) {
    visit(definition, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment) needed.add(fragment);
      },
    });
  }
  return { kind: Kind.DOCUMENT, definitions: [...needed] };
}
