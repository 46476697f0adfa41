import { z } from 'zod';
import { defaultSourceLimits } from '../upstream/limits.ts';
import { fileSchema } from './file.ts';
import { sourceLimitsSchema } from './source-limits.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** What stands for a value of the environment: `${NAME}` or `${NAME:-default}`, with any text around it. */
const reference = String.raw`\$\{.+\}`;

/** Adds the defaults that zod leaves out: of values that are also taken as texts, and of a source's limits. */
function addDefaults({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Schema }): void {
  if (zodSchema instanceof z.ZodDefault) jsonSchema.default ??= zodSchema.def.defaultValue;
  const { properties } = jsonSchema;
  if (zodSchema !== sourceLimitsSchema || !properties) return;
  // Its own schema has none, so that a limit which is absent can be told from one that is set.
  for (const [name, limit] of Object.entries(properties)) {
    const value = defaultSourceLimits[name as keyof typeof defaultSourceLimits];
    // In place: what zod has yet to add, the type and the bounds, would not reach a copy.
    if (typeof limit === 'object' && value !== undefined) limit.default = value;
  }
}

/** The forms of the texts that numbers and flags are also taken from. */
const textForms = { integer: String.raw`^\d+$`, boolean: '^(true|false)$' } as const;

/** What a single value may be, with references: they are replaced before the file is checked. */
function valueWithReferences(schema: Schema): Schema {
  const { type, pattern, enum: words, const: word, default: preset, description, ...rest } = schema;
  const known: Schema = {
    ...(preset !== undefined && { default: preset }),
    ...(description !== undefined && { description }),
  };
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

/** The JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): string {
  const schema: Schema = z.toJSONSchema(fileSchema, { io: 'input', override: addDefaults });
  const whole = withReferences({ title: 'The configuration of Taskline', ...schema });
  return `${JSON.stringify(whole, null, 2)}\n`;
}
