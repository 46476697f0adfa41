import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collectDocuments, DocumentsError } from '../src/documents/collect.ts';
import { schema } from '../src/schema/index.ts';

const usage = "usage: npm run documents -- [--out documents.json] 'queries/**/*.graphql' ...";

/** Writes the manifest of trusted documents: the hash of each operation, and its text. */
function writeManifest(patterns: readonly string[], out: string): void {
  const paths = globSync([...patterns]).toSorted();
  if (paths.length === 0) throw new DocumentsError([`no file is like ${patterns.join(' or ')}`]);
  const documents = collectDocuments(
    schema,
    paths.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
  );
  if (documents.size === 0) throw new DocumentsError(['there is no operation in these files']);
  writeFileSync(out, `${JSON.stringify(Object.fromEntries(documents), null, 2)}\n`);
  console.log(`${out}: ${documents.size} documents of ${paths.length} files`);
}

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'documents.json' } },
  allowPositionals: true,
});

try {
  if (positionals.length === 0) throw new DocumentsError([usage]);
  writeManifest(positionals, values.out);
} catch (error) {
  if (!(error instanceof DocumentsError)) throw error;
  for (const line of error.lines) console.error(`documents: ${line}`);
  process.exitCode = 1;
}
