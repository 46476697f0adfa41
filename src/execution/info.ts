import type { GraphQLResolveInfo } from 'graphql';
import type { Frame, Key } from './frame.ts';
import type { SelectedField } from './plan.ts';
import type { Run } from './run.ts';

type Path = GraphQLResolveInfo['path'];

/** The path as resolvers get it: a linked list from the field to the root. */
const linkedPath = (frame: Frame, key: Key): Path => ({
  prev: frame.parent ? linkedPath(frame.parent, frame.key) : undefined,
  key,
  typename: frame.typeName,
});

const asyncHelpers: ReturnType<GraphQLResolveInfo['getAsyncHelpers']> = {
  promiseAll: (values) => Promise.all(values),
  track: (values) => void Promise.allSettled(values),
};

/** The `info` of a resolver. Its parts are made when they are read: few resolvers read any. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #run: Run;
  readonly #field: SelectedField;
  readonly #frame: Frame;

  constructor(run: Run, field: SelectedField, frame: Frame) {
    this.#run = run;
    this.#field = field;
    this.#frame = frame;
  }

  get fieldName() {
    return this.#field.definition.name;
  }

  get fieldNodes() {
    return this.#field.nodes;
  }

  get returnType() {
    return this.#field.definition.type;
  }

  get parentType() {
    return this.#field.parentType;
  }

  get path() {
    return linkedPath(this.#frame, this.#field.responseName);
  }

  get schema() {
    return this.#run.operation.schema;
  }

  get fragments() {
    return this.#run.operation.fragments;
  }

  get rootValue() {
    return this.#run.rootValue;
  }

  get operation() {
    return this.#run.operation.definition;
  }

  get variableValues() {
    return this.#run.variableValues;
  }

  getAbortSignal(): undefined {
    return undefined;
  }

  getAsyncHelpers() {
    return asyncHelpers;
  }
}

/** The `info` of the field that a position belongs to. */
export function infoAt(run: Run, field: SelectedField, frame: Frame): FieldInfo {
  let owner = frame;
  while (owner.typeName === undefined && owner.parent) owner = owner.parent;
  return new FieldInfo(run, field, owner);
}
