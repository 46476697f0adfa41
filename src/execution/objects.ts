import {
  defaultTypeResolver,
  GraphQLError,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { withoutStack } from '../platform/without-stack.ts';
import { executeFields } from './fields.ts';
import { Frame, type Key } from './frame.ts';
import { infoAt } from './info.ts';
import { isPromise, putLater } from './places.ts';
import type { Complete, ObjectPlan, Position } from './plan.ts';
import type { Run } from './run.ts';

/**
 * Gives the plan of a field's selections on an object type. It is asked for when the first object of that type is completed.
 */
export type Selections = (type: GraphQLObjectType) => ObjectPlan;

/** A value, and where it belongs. */
interface Place {
  readonly value: unknown;
  readonly frame: Frame;
  readonly key: Key;
}

/** Completes a value once the promise of its type has resolved. */
function completeLater(
  run: Run,
  { field, isNonNull }: Position,
  promise: PromiseLike<unknown>,
  { value, frame, key }: Place,
  completionFor: (known: unknown) => Complete,
): null {
  const complete: Complete = (_run, known) => completionFor(known)(run, value, frame, key);
  putLater(run, { field, isNonNull, complete }, promise, frame, key);
  return null;
}

/** Completes values of a known object type. */
export function objectCompletion(position: Position, type: GraphQLObjectType, selections: Selections): Complete {
  const { field, isNonNull } = position;
  const { nodes } = field;
  let plan: ObjectPlan | undefined;
  const execute: Complete = (run, value, frame, key) => {
    plan ??= selections(type);
    return executeFields(run, plan, value, new Frame(frame, key, { ...plan.template }, type.name, isNonNull));
  };
  if (!type.isTypeOf) return execute;

  const refuse = () => withoutStack(() => new GraphQLError(`Expected value of type "${type.name}".`, { nodes }));
  const completeIf = (isOfType: unknown): Complete => {
    if (!isOfType) throw refuse();
    return execute;
  };
  return (run, value, frame, key) => {
    const isOfType = type.isTypeOf?.(value, run.contextValue, infoAt(run, field, frame));
    if (isPromise(isOfType)) return completeLater(run, position, isOfType, { value, frame, key }, completeIf);
    return completeIf(isOfType)(run, value, frame, key);
  };
}

/** The object type of this name, or the error message if it cannot be one of the abstract type's. */
function concreteType(schema: GraphQLSchema, type: GraphQLAbstractType, name: unknown): GraphQLObjectType | string {
  const abstract = `Abstract type "${type.name}"`;
  if (typeof name !== 'string') return `${abstract} must resolve to an Object type at runtime.`;
  const found = schema.getType(name);
  if (!found) return `${abstract} was resolved to a type "${name}" that does not exist inside the schema.`;
  if (!isObjectType(found)) return `${abstract} was resolved to a non-object type "${name}".`;
  if (schema.isSubType(type, found)) return found;
  return `Runtime Object type "${name}" is not a possible type for "${type.name}".`;
}

/** Completes values of an interface or a union, whose object type `resolveType` finds. */
export function abstractCompletion(
  schema: GraphQLSchema,
  position: Position,
  type: GraphQLAbstractType,
  selections: Selections,
): Complete {
  const { field } = position;
  const completions = new Map<unknown, Complete>();
  const completionFor = (name: unknown): Complete => {
    const concrete = concreteType(schema, type, name);
    if (typeof concrete === 'string') throw withoutStack(() => new GraphQLError(concrete, { nodes: field.nodes }));
    const completion = objectCompletion(position, concrete, selections);
    completions.set(name, completion);
    return completion;
  };
  const completionOf = (name: unknown): Complete => completions.get(name) ?? completionFor(name);
  const resolveType = type.resolveType ?? defaultTypeResolver;

  return (run, value, frame, key) => {
    const name = resolveType(value, run.contextValue, infoAt(run, field, frame), type);
    if (isPromise(name)) return completeLater(run, position, name, { value, frame, key }, completionOf);
    return completionOf(name)(run, value, frame, key);
  };
}
