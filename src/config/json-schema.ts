import { z } from 'zod';
import { defaultSourceLimits } from '../upstream/limits.ts';
import { fileSchema } from './file.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** What stands for a value of the environment: `${NAME}` or `${NAME:-default}`, with any text around it. */
const reference = String.raw`\$\{.+\}`;

/** The schema with the default that zod leaves out where a value is also taken as a text. */
function withDefault({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Schema }): void {
  const { def } = zodSchema._zod;
  if (def.type === 'default') jsonSchema.default ??= def.defaultValue;
}

/** The forms of the texts that numbers and flags are also taken from. */
const textForms = { integer: String.raw`^\d+$`, boolean: '^(true|false)$' } as const;

/** What a single value may be, with references: they are replaced before the file is checked. */
function valueWithReferences(schema: Schema): Schema {
  const { type, pattern, enum: words, const: word, default: preset, ...rest } = schema;
  const known = preset === undefined ? {} : { default: preset };
  const form = Array.isArray(type) ? textForms[type[0] as keyof typeof textForms] : undefined;
  if (form !== undefined) return { ...schema, pattern: `${form}|${reference}` };
  const isPlain = pattern === undefined && words === undefined && word === undefined;
  if (type !== 'string' || isPlain) return schema;
  const exact: Schema = { ...rest, type, ...(pattern !== undefined && { pattern }), ...(words && { enum: words }) };
  if (word !== undefined) exact.const = word;
  return { anyOf: [exact, { type, pattern: reference }], ...known };
}

/** A schema in which every value, however deep, may be a reference. */
function withReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withReferences);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.entries(schema).map(([name, value]) => [
    name,
    name === 'default' ? value : withReferences(value),
  ]);
  return valueWithReferences(Object.fromEntries(inner) as Schema);
}

/** The defaults of a source's limits, which are not those of its schema: one that is absent may be less. */
function addSourceDefaults(schema: Schema): void {
  const source = (schema.properties?.['sources'] as Schema).items as Schema;
  const limits = (source.properties?.['limits'] as Schema).properties ?? {};
  for (const [name, value] of Object.entries(defaultSourceLimits)) {
    if (Number.isFinite(Number(value))) (limits[name] as Schema).default = value;
  }
}

/** The JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): string {
  const schema: Schema = z.toJSONSchema(fileSchema, { io: 'input', override: withDefault });
  addSourceDefaults(schema);
  const whole = withReferences({ title: 'The configuration of Taskline', ...schema });
  return `${JSON.stringify(whole, null, 2)}\n`;
}
