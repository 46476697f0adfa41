import type { GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Arguments, VariableValues } from './arguments.ts';
import type { Fragments } from './fragments.ts';
import type { Frame } from './frame.ts';

/** The operation that is executed, as the `info` of resolvers shows it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** The values that an execution begins with. */
export interface RunValues {
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variableValues: VariableValues;
}

/** One execution of an operation. */
export class Run {
  readonly operation: Operation;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variableValues: VariableValues;
  /** The arguments that depend on variables, by the index of their field: the same for each object. */
  readonly argumentValues: (Arguments | undefined)[] = [];
  readonly errors: GraphQLError[] = [];
  /** The frame of `data`. */
  root: Frame | null = null;
  /** Called once nothing is awaited any more. */
  done: (() => void) | null = null;

  constructor(operation: Operation, { rootValue, contextValue, variableValues }: RunValues) {
    this.operation = operation;
    this.rootValue = rootValue;
    this.contextValue = contextValue;
    this.variableValues = variableValues;
  }
}
