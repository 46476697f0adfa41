import type { FieldNode, GraphQLField, GraphQLFieldResolver, GraphQLObjectType } from 'graphql';
import type { ArgumentPlan } from './arguments.ts';
import type { Frame, Key } from './frame.ts';
import type { Run } from './run.ts';

/** Turns what a resolver returned into what the answer has at a key of a frame. Throws if the value is not of its type. */
export type Complete = (run: Run, value: unknown, frame: Frame, key: Key) => unknown;

/** A field of a type, as an operation selects it. */
export interface SelectedField {
  readonly responseName: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
}

/** A position in the answer: that of a field's value, or of an item in its list. */
export interface Position {
  readonly field: SelectedField;
  /** Whether its type is non-null: an error there replaces the object or list around it by null. */
  readonly isNonNull: boolean;
  readonly complete: Complete;
}

/** How a field of an object is executed. */
export interface FieldPlan extends Position {
  readonly responseName: string;
  /** Null for graphql's default: a property of the source, or what its method returns. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  /** Null for a field without arguments. */
  readonly argumentsOf: ArgumentPlan | null;
  /** The `typeof` of values that go into the answer as they are; '' if each has to be completed. */
  readonly asIsTypeof: string;
}

/** How an object of a type is executed, for one selection of its fields. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /**
   * The result before its fields are executed: all keys in the order of the selection. Copies have one hidden class, which
   * makes them fast to fill and to write, and a key such as `__proto__` is one of their own.
   */
  readonly template: Readonly<Record<string, unknown>>;
}
