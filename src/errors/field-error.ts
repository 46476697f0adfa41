import { type FieldNode, getLocation, GraphQLError, type GraphQLErrorExtensions, locatedError } from 'graphql';

type Path = readonly (string | number)[];
type Nodes = GraphQLError['nodes'];

/** What an error of a field is made from. */
interface FieldErrorParts {
  readonly message: string;
  readonly nodes: Nodes;
  readonly path: Path | undefined;
  readonly originalError: Error | undefined;
  readonly extensions: GraphQLErrorExtensions;
}

/**
 * A GraphQLError without a stack of its own, and whose locations are looked up only if they are read: a hundred failing
 * items make a hundred errors, and graphql's constructor takes a hundred times as long.
 */
class FieldError implements FieldErrorParts {
  readonly message: string;
  readonly nodes: Nodes;
  readonly path: Path | undefined;
  readonly originalError: Error | undefined;
  readonly extensions: GraphQLErrorExtensions;

  constructor({ message, nodes, path, originalError, extensions }: FieldErrorParts) {
    this.message = message;
    this.nodes = nodes;
    this.path = path;
    this.originalError = originalError;
    this.extensions = extensions;
  }

  get name(): string {
    return 'GraphQLError';
  }

  get cause(): Error | undefined {
    return this.originalError;
  }

  get stack(): string {
    return this.originalError?.stack ?? `${this.name}: ${this.message}`;
  }

  get locations(): GraphQLError['locations'] {
    const locations = this.nodes?.flatMap(({ loc }) => (loc ? [getLocation(loc.source, loc.start)] : []));
    return locations && locations.length > 0 ? locations : undefined;
  }
}

// For `instanceof`, and for `toJSON`.
Object.setPrototypeOf(FieldError.prototype, GraphQLError.prototype);

/** Makes an error of a field from its parts. */
export const fieldError = (parts: FieldErrorParts): GraphQLError => new FieldError(parts) as unknown as GraphQLError;

const noExtensions: GraphQLErrorExtensions = Object.freeze({});

const extensionsOf = (error: Error & { readonly extensions?: unknown }): GraphQLErrorExtensions =>
  typeof error.extensions === 'object' && error.extensions !== null ? { ...error.extensions } : noExtensions;

/** What was thrown for a field, as an error that knows where: the same as graphql's `locatedError`. */
export function errorAt(thrown: unknown, nodes: readonly FieldNode[], path: Path): GraphQLError {
  // An error about an argument knows its node; one of a syntax, its position.
  if (!(thrown instanceof Error) || (thrown instanceof GraphQLError && thrown.positions)) {
    return locatedError(thrown, nodes, path);
  }
  if ('path' in thrown && Array.isArray(thrown.path)) return thrown as GraphQLError;
  const own = 'nodes' in thrown ? (thrown.nodes as Nodes) : undefined;
  const { message } = thrown;
  return fieldError({
    message,
    nodes: own ?? nodes,
    path,
    originalError: thrown,
    extensions: extensionsOf(thrown),
  });
}

/** What was thrown where there is no field, as an error of graphql. */
export const ensureGraphQLError = (thrown: unknown): GraphQLError =>
  thrown instanceof GraphQLError ? thrown : locatedError(thrown, undefined, undefined);
