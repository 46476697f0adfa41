import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** The schema of the Compose specification, which the linter for its files brings. */
const file = new URL('node_modules/dclint/schemas/compose.schema.json', import.meta.url);
const { $schema: _dialect, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;

const check = new Ajv({ allErrors: true, strict: false }).compile(schema);

/** The faults of a compose file by the schema of the Compose specification. */
export function faultsOfCompose(compose: unknown): readonly string[] {
  if (check(compose)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
