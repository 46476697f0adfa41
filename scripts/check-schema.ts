import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { schemaChanges } from './schema-changes.ts';

/*
 * Compares schema.graphql with the schema of the last release, and ends with 1 where a client would break.
 */

process.chdir(new URL('../', import.meta.url).pathname);

const releases = globSync('releases/*.graphql').map((file) => ({
  version: basename(file, '.graphql'),
  schema: readFileSync(file, 'utf8'),
}));
const { breaking, dangerous } = schemaChanges(releases, readFileSync('schema.graphql', 'utf8'));
for (const line of dangerous) console.log(`dangerous: ${line}`);
for (const line of breaking) console.error(`breaking: ${line} docs/schema-policy.md says how a member may go.`);
process.exitCode = breaking.length > 0 ? 1 : 0;
