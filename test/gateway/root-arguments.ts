import {
  getNamedType,
  GraphQLString,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Context } from '#src/request/context.ts';
import { schema } from '#src/schema/index.ts';

type Field = GraphQLField<unknown, Context>;

/** An argument of a root field. */
export interface RootArgument {
  readonly field: string;
  readonly name: string;
  readonly argument: GraphQLArgument;
  /** The values of the arguments that the field cannot do without, this one left out. */
  readonly others: Readonly<Record<string, unknown>>;
}

const rootFields: readonly Field[] = Object.values(schema.getQueryType()?.getFields() ?? {});

/** A source of the default configuration that a field reads; the first where it reads any. */
function sourceOf(field: string): string {
  const sources: Readonly<Record<string, string>> = {
    aliyunEcsTasks: 'aliyun-ecs-hangzhou',
    aliyunImmBatches: 'aliyun-imm',
    aliyunPolarDbBatchTasks: 'aliyun-polardb',
    huaweiDnsBatchTasks: 'huawei-dns',
  };
  return sources[field] ?? 'aliyun-dns';
}

const valueOf = (field: string, name: string): unknown =>
  name === 'source' ? sourceOf(field) : name === 'ids' ? [] : name === 'key' ? 'aliyun-dns' : '123456';

const requiredOf = (field: Field, except: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    field.args
      .filter(({ name, type }) => isNonNullType(type) && name !== except)
      .map(({ name }) => [name, valueOf(field.name, name)]),
  );

/** Every argument of every root field. */
export const rootArguments: readonly RootArgument[] = rootFields.flatMap((field) =>
  field.args.map((argument) => ({
    field: field.name,
    name: argument.name,
    argument,
    others: requiredOf(field, argument.name),
  })),
);

/** The operation that gives the argument a variable's value. */
export function operationOf({ field, name, argument, others }: RootArgument): string {
  const rest = Object.entries(others).map(([other, value]) => `, ${other}: ${JSON.stringify(value)}`);
  const type = rootFields.find((root) => root.name === field)?.type;
  const outcomes = field === 'batchTasks' ? 'sources { error { code } }' : '';
  const selection = String(type).includes('Connection') ? `{ nodes { id } ${outcomes} }` : '{ __typename }';
  return `query ($value: ${String(argument.type)}) { ${field}(${name}: $value${rest.join('')}) ${selection} }`;
}

/** A place in an argument where a text can be, and how to write the value of the argument with it. */
export interface TextPlace {
  readonly path: string;
  readonly valueWith: (text: string) => unknown;
}

/** The texts that an input of this type can hold. */
export function textPlaces(type: GraphQLInputType, path: string): TextPlace[] {
  if (isNonNullType(type)) return textPlaces(type.ofType, path);
  if (isListType(type)) {
    return textPlaces(type.ofType, `${path}[0]`).map((place) => ({
      ...place,
      valueWith: (text) => [place.valueWith(text)],
    }));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((member) =>
      textPlaces(member.type, `${path}.${member.name}`).map((place) => ({
        ...place,
        valueWith: (text) => ({ [member.name]: place.valueWith(text) }),
      })),
    );
  }
  return getNamedType(type) === GraphQLString ? [{ path, valueWith: (text) => text }] : [];
}
