import {
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Field, Named, TaskTypes } from '../board/details/task-types.ts';
import { schema } from '../src/schema/index.ts';

/*
 * What the board knows of the schema: the fields that each provider's tasks have of their own, so that a new provider
 * shows its details without a line of the board's.
 */

/** How deep connections are followed: the records of a batch's domains, and no further. */
const deepest = 2;

const fieldsOf = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] => Object.values(type.getFields());

function toField({ name, description, type }: GraphQLField<unknown, unknown>, depth: number): Field[] {
  const common = { name, description: description ?? '' };
  const named = getNamedType(type);
  if (isLeafType(named)) return [{ ...common, kind: 'value', type: named.name }];
  if (!isObjectType(named)) return [];
  const nodes = named.getFields().nodes;
  if (nodes) {
    const node = getNamedType(nodes.type) as GraphQLObjectType;
    return depth > deepest ? [] : [{ ...common, kind: 'connection', fields: ownFields(node, depth + 1) }];
  }
  const kind = isListType(getNullableType(type)) ? 'list' : 'object';
  return [{ ...common, kind, fields: ownFields(named, depth) }];
}

const ownFields = (type: GraphQLObjectType, depth: number): Field[] =>
  fieldsOf(type).flatMap((field) => toField(field, depth));

function taskFields(type: GraphQLObjectType, shared: ReadonlySet<string>): Field[] {
  return fieldsOf(type)
    .filter(({ name }) => !shared.has(name))
    .flatMap((field) => toField(field, 1));
}

const named = (name: string): Named[] =>
  (schema.getType(name) as GraphQLEnumType)
    .getValues()
    .map((value) => ({ name: value.name, description: value.description ?? '' }));

/** The task types, the providers and the statuses of the schema, as JSON for the board. */
export function boardTaskTypes(): string {
  const task = schema.getType('BatchTask');
  if (!isInterfaceType(task)) throw new TypeError('The schema has no BatchTask.');
  const shared = new Set(Object.keys(task.getFields()));
  const types = schema.getPossibleTypes(task).map((type) => [type.name, taskFields(type, shared)] as const);
  const content: TaskTypes = {
    types: Object.fromEntries(types),
    providers: named('Provider'),
    statuses: named('BatchTaskStatus'),
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}
