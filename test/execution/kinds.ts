import { createHash } from 'node:crypto';
import {
  buildSchema,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';

const text = `
  scalar Odd
  enum Color { RED GREEN BLUE }
  input Point { x: Int! = 1, y: Int, tags: [String!], color: Color = RED, inner: Point }
  input Choice @oneOf { number: Int, text: String }
  interface Named { name: String named(first: Int = 2): Named }
  interface Aged implements Named { name: String named(first: Int = 2): Named age: Int! }
  union Any = Cat | Dog | Rock
  type Cat implements Named & Aged {
    name: String! named(first: Int = 2): Named age: Int! color: Color odd: Odd kittens: [Cat!] grid: [[Int!]]! friend: Any
  }
  type Dog implements Named {
    name: String named(first: Int = 2): Dog colors: [Color!]! odds: [Odd] owner: Named! strict: [[Cat!]!]! flag: Boolean
  }
  type Rock { weight: Float! id: ID any(point: Point, choice: Choice, list: [Int!]): [Any!] self: Rock! }
  type Query {
    named(first: Int = 2): Named aged: Aged! any(point: Point, choice: Choice, list: [Int!]): Any cats: [Cat!]
    dog: Dog! echo(number: Int, word: String = "a", color: Color, odd: Odd): String rocks: [Rock] query: Query
    must(number: Int!): String
  }
`;

/** How the fields of the schema answer: whether some of them later, and how the abstract types find out the types of values. */
export interface Habits {
  readonly isAsync: boolean;
  readonly types: 'resolveType' | 'isTypeOf' | '__typename';
}

const pick = (seed: string, count: number): number => createHash('md5').update(seed).digest().readUInt32LE(0) % count;

class Trouble extends Error {
  readonly extensions = { code: 'TROUBLE' };
}

/** An object that has properties, methods and getters for half of its fields; the others have resolvers. */
interface Thing {
  readonly __typename: string;
  readonly seed: string;
}

/** Makes values of every kind from seeds: the same value for the same seed. */
class Values {
  readonly #schema: GraphQLSchema;
  readonly #habits: Habits;

  constructor(schema: GraphQLSchema, habits: Habits) {
    this.#schema = schema;
    this.#habits = habits;
  }

  /** What a field answers: mostly a value, at times later, none, one that cannot be, or an error. */
  answer(type: GraphQLOutputType, seed: string): unknown {
    const kind = pick(`${seed} kind`, 24);
    if (kind === 0) throw new Trouble(`thrown at ${seed}`);
    if (kind === 1) return new Trouble(`returned at ${seed}`);
    if (kind === 2) return pick(seed, 2) ? null : undefined;
    if (kind < 9 && this.#habits.isAsync) {
      const later = this.#later(type, seed, kind);
      // After its answer graphql-js drops what comes, with the promises in it; dropped-values.test.ts is about ours.
      later.catch(() => null);
      return later;
    }
    return this.value(type, seed);
  }

  async #later(type: GraphQLOutputType, seed: string, kind: number): Promise<unknown> {
    for (let turns = pick(`${seed} turns`, 3); turns > 0; turns -= 1) await Promise.resolve();
    if (kind === 3) throw new Trouble(`rejected at ${seed}`);
    if (kind === 4) return null;
    return this.value(type, seed);
  }

  value(type: GraphQLOutputType, seed: string): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, seed);
    if (isListType(type)) return this.#list(type.ofType, seed);
    if (isEnumType(type)) return ['RED', 'GREEN', 'BLUE', 'PINK'][pick(seed, 4)];
    if (isScalarType(type)) return this.#scalar(type.name, seed);
    if (isObjectType(type)) return this.thing(type.name, seed);
    const possible = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : [];
    const names = [...possible.map(({ name }) => name), ...(pick(`${seed} odd`, 6) === 0 ? ['Query', 'Nothing'] : [])];
    return this.thing(names[pick(seed, names.length)] ?? '', seed);
  }

  #list(type: GraphQLOutputType, seed: string): unknown {
    if (pick(`${seed} form`, 15) === 0) return { length: 2 };
    const items = Array.from({ length: pick(`${seed} length`, 4) }, (_, index) => {
      try {
        return this.answer(type, `${seed}.${index}`);
      } catch (error) {
        return error;
      }
    });
    return pick(`${seed} form`, 3) === 1 ? new Set(items) : items;
  }

  #scalar(name: string, seed: string): unknown {
    const number = pick(seed, 100);
    if (name === 'Boolean') return number % 10 === 0 ? 'yes' : number % 2 === 0;
    if (name === 'Int') return number % 10 === 0 ? 1.5 : number;
    if (name === 'Float') return number % 10 === 0 ? Number.NaN : number / 7;
    if (name === 'Odd') return number;
    return number % 10 === 0 ? { not: 'a text' } : [`text ${number}`, number, true][number % 3];
  }

  thing(typeName: string, seed: string): Thing {
    const thing = { __typename: typeName, seed };
    const type = this.#schema.getType(typeName);
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const get = () => this.answer(field.type, `${seed}/${field.name}`);
      const method = (values: unknown, _context: unknown, info: GraphQLResolveInfo) =>
        this.answer(field.type, `${seed}/${info.fieldName}${JSON.stringify(values)}`);
      if (pick(`${typeName}.${field.name} form`, 2)) Object.defineProperty(thing, field.name, { get });
      else Object.defineProperty(thing, field.name, { value: method });
    }
    return thing;
  }
}

const keysOf = ({ key, typename, prev }: GraphQLResolveInfo['path']): string =>
  `${prev ? keysOf(prev) : ''}.${typename ?? ''}:${key}`;

/** A schema with every kind of type, whose fields answer as their seeds tell. */
export function kindsSchema(habits: Habits): { schema: GraphQLSchema; root: Thing } {
  const schema = buildSchema(text);
  const values = new Values(schema, habits);
  const late = <Value>(value: Value, seed: string): Value | Promise<Value> =>
    habits.isAsync && pick(seed, 3) === 0 ? Promise.resolve(value) : value;

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type) && habits.types === 'resolveType') {
      type.resolveType = ({ __typename, seed }: Thing) => late(__typename, `${seed} type`);
    }
    if (!isObjectType(type)) continue;
    if (habits.types === 'isTypeOf') {
      type.isTypeOf = ({ __typename, seed }: Thing) => late(__typename === type.name, `${seed} is`);
    }
    for (const field of Object.values(type.getFields())) {
      if (!pick(`${type.name}.${field.name} resolver`, 2)) continue;
      field.resolve = ({ seed }: Thing, given, context, info) => {
        const { path, fieldNodes, returnType, parentType, variableValues, operation } = info;
        const known = [keysOf(path), fieldNodes.length, returnType, parentType, variableValues.coerced, operation.kind];
        if (field.name === 'echo') return JSON.stringify([given, context, known]);
        return values.answer(field.type, `${seed}/${field.name}${JSON.stringify(given)}`);
      };
    }
  }
  const odd = schema.getType('Odd');
  if (isScalarType(odd)) {
    odd.coerceOutputValue = (value) => {
      if (Number(value) % 5 === 0) throw new Trouble(`not odd: ${String(value)}`);
      return Number(value) % 7 === 0 ? undefined : { odd: value };
    };
    odd.coerceInputValue = (value) => {
      if (value === 13) throw new Trouble('unlucky');
      return value;
    };
  }
  return { schema, root: values.thing('Query', 'root') };
}
