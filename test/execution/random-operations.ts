import type { Arbitrary, GeneratorValue } from 'fast-check';
import fc from 'fast-check';
import {
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  TypeNameMetaFieldDef,
} from 'graphql';

/** The values that an argument can have in a document, by its type. */
const literals: Readonly<Record<string, readonly string[]>> = {
  Int: ['0', '3', '$i', '$n', 'null'],
  'Int!': ['4', '$n', '$m'],
  String: ['"x"', '$s', 'null'],
  Color: ['GREEN', '$e', 'null'],
  Odd: ['1', '"a"', '{ a: [1, $i] }', '$o'],
  '[Int!]': ['1', '[1, 2]', '[1, $m]', '$l', '[]'],
  Point: ['{}', '{ x: $m }', '{ y: $i, tags: ["a", $s] }', '$p', '{ inner: { x: 3, y: $n, color: $e } }', 'null'],
  Choice: ['{ number: 1 }', '{ text: $t }', '$c', 'null'],
};

const header =
  '($i: Int, $n: Int = 7, $m: Int = 5, $s: String = "word", $t: String!, $e: Color, $o: Odd, $l: [Int!], $p: Point, ' +
  '$c: Choice, $yes: Boolean!, $may: Boolean = true, $no: Boolean = false)';

/** The values of the variables: right ones mostly, and some that are missing, null or wrong. */
export const variables: Arbitrary<Record<string, unknown>> = fc.record(
  {
    i: fc.constantFrom(1, null, 2),
    n: fc.constantFrom(8, null),
    m: fc.constantFrom(6, 9, null),
    s: fc.constantFrom('text', null),
    t: fc.constantFrom('needed', 'needed', 'needed', null),
    e: fc.constantFrom('BLUE', null),
    o: fc.constantFrom(1, 'a', 13),
    l: fc.constantFrom([1], 2, null, []),
    p: fc.constantFrom({ x: 4 }, { y: 2, tags: 'one' }, { inner: { x: 5 } }, null),
    c: fc.constantFrom({ number: 3 }, { text: 'a' }, null),
    yes: fc.boolean(),
    may: fc.constantFrom(true, false, null),
    no: fc.boolean(),
  },
  { requiredKeys: ['t', 'yes'] },
);

const conditions = [
  '',
  '',
  '',
  '',
  '',
  '@include(if: $yes)',
  '@skip(if: $may)',
  '@skip(if: $no)',
  '@include(if: false)',
];

/** Writes random operations over a schema, with fragments in one another, merged fields and conditions. */
export class RandomOperations {
  readonly #generate: GeneratorValue;
  readonly #schema: GraphQLSchema;
  readonly #fragments: { readonly name: string; readonly type: GraphQLCompositeType; readonly text: string }[] = [];

  readonly #names = new Map<string, string>();

  constructor(generate: GeneratorValue, schema: GraphQLSchema) {
    this.#generate = generate;
    this.#schema = schema;
  }

  operation(depth: number): string {
    const types = Object.values(this.#schema.getTypeMap()).filter(
      (type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'),
    );
    for (let index = 0; index < 4; index += 1) {
      const type = this.#pick(fc.constantFrom(...types));
      this.#fragments.push({ name: `f${index}`, type, text: this.#selections(type, 2) });
    }
    const root = this.#schema.getQueryType() as GraphQLCompositeType;
    const fragments = this.#fragments.map(({ name, type, text }) => `fragment ${name} on ${type.name} { ${text} }`);
    return [`query Q${header} { ${this.#selections(root, depth)} }`, ...fragments].join('\n');
  }

  #pick<Value>(arbitrary: Arbitrary<Value>): Value {
    return this.#generate(() => arbitrary);
  }

  #oneOf<Value>(...values: readonly Value[]): Value {
    return this.#pick(fc.constantFrom(...values));
  }

  /** The types that a fragment within a type may be of. */
  #related(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const possible = isAbstractType(type) ? [...this.#schema.getPossibleTypes(type)] : [type];
    return Object.values(this.#schema.getTypeMap()).filter((other): other is GraphQLCompositeType => {
      if (!isCompositeType(other) || other.name.startsWith('__')) return false;
      const others = isAbstractType(other) ? this.#schema.getPossibleTypes(other) : [other];
      return possible.some((one) => others.includes(one));
    });
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const own = 'getFields' in type ? Object.values(type.getFields()) : [];
    const fields = own.filter((field) => depth > 1 || !isCompositeType(getNamedType(field.type)));
    const count = this.#pick(fc.integer({ min: 1, max: 5 }));
    const selected = Array.from({ length: count }, () => this.#selection(type, fields, depth));
    return selected.join(' ');
  }

  #selection(type: GraphQLCompositeType, fields: readonly GraphQLField<unknown, unknown>[], depth: number): string {
    const kind = this.#pick(fc.nat({ max: 9 }));
    const related = this.#related(type);
    const spread = this.#fragments.filter((fragment) => related.includes(fragment.type));
    const condition = this.#oneOf(...conditions);
    if (kind === 0 && spread.length > 0) return `...${this.#oneOf(...spread).name} ${condition}`;
    if (depth > 1 && (kind < 3 || (isAbstractType(type) && kind < 6) || (isInterfaceType(type) && kind < 5))) {
      const other = this.#oneOf(...related);
      const on = this.#oneOf(`on ${other.name}`, '') || `on ${type.name}`;
      const within = on === `on ${type.name}` ? type : other;
      return `... ${on} ${condition} { ${this.#selections(within, depth - 1)} }`;
    }
    return this.#field(this.#oneOf(TypeNameMetaFieldDef, ...fields, ...fields), depth, condition);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, condition: string): string {
    const given = field.args.flatMap(({ name, type }) => {
      const values = literals[String(type)] ?? [];
      return String(type).endsWith('!') || this.#oneOf(true, false) ? [`${name}: ${this.#oneOf(...values)}`] : [];
    });
    const called = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
    const wanted = this.#oneOf(field.name, field.name, 'x', 'constructor', '__proto__', 'toString');
    const text = `${this.#responseName(wanted, `${called}: ${String(field.type)}`)}: ${called} ${condition}`;
    const type = getNamedType(field.type);
    return isCompositeType(type) ? `${text} { ${this.#selections(type, depth - 1)} }` : text;
  }

  /** The name if it stands for the same field everywhere, so that the fields of one name can be merged; otherwise a new one. */
  #responseName(wanted: string, field: string): string {
    const known = this.#names.get(wanted) ?? field;
    const name = known === field ? wanted : `a${this.#names.size}`;
    this.#names.set(name, field);
    return name;
  }
}
