import {
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLNullableOutputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { StacklessError, withoutStack } from '../platform/without-stack.ts';
import { abandon, Frame } from './frame.ts';
import { serialize } from './leaf.ts';
import { abstractCompletion, objectCompletion, type Selections } from './objects.ts';
import { ignore, isIterable, put } from './places.ts';
import type { Complete, Position, SelectedField } from './plan.ts';

/** The field whose values are completed, and what that takes. */
export interface CompletionOptions {
  readonly schema: GraphQLSchema;
  readonly field: SelectedField;
  readonly selections: Selections;
}

const leafCompletion =
  (type: GraphQLLeafType): Complete =>
  (_run, value) =>
    serialize(type, value);

function listCompletion({ isNonNull, field }: Position, item: Position): Complete {
  const { parentType, definition } = field;
  const message = `Expected Iterable, but did not find one for field "${parentType.name}.${definition.name}".`;
  return (run, value, parent, key) => {
    if (!isIterable(value)) throw withoutStack(() => new GraphQLError(message));
    const items: readonly unknown[] = Array.isArray(value) ? value : [...value];
    const result: unknown[] = [];
    const frame = new Frame(parent, key, result as unknown as Frame['result'], undefined, isNonNull);
    try {
      for (let index = 0; index < items.length; index += 1) put(run, item, items[index], frame, index);
    } catch (error) {
      abandon(frame);
      ignore(items);
      throw error;
    }
    return result;
  };
}

function completionOf(type: GraphQLNullableOutputType, position: Position, options: CompletionOptions): Complete {
  if (isLeafType(type)) return leafCompletion(type);
  if (isListType(type)) return listCompletion(position, positionOf(type.ofType, options));
  if (isObjectType(type)) return objectCompletion(position, type, options.selections);
  return abstractCompletion(options.schema, position, type, options.selections);
}

/** The position of a value of a type. Null and errors are handled here, in the same way for all types. */
export function positionOf(type: GraphQLOutputType, options: CompletionOptions): Position {
  const { field } = options;
  const isNonNull = isNonNullType(type);
  const position = { field, isNonNull };
  const complete: Complete = (run, value, frame, key) => {
    if (value === null || value === undefined) {
      if (!isNonNull) return null;
      const { parentType, definition } = field;
      throw new StacklessError(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
    }
    if (value instanceof Error) throw value;
    return completeValue(run, value, frame, key);
  };
  const whole: Position = { ...position, complete };
  const completeValue = completionOf(getNullableType(type), whole, options);
  return whole;
}
