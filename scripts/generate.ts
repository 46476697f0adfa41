import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { configJsonSchema } from '../src/config/json-schema.ts';
import { printedSchema } from '../src/schema/print.ts';
import { boardTaskTypes } from './board-task-types.ts';
import { errorDocs } from './error-docs.ts';
import { providerDocs } from './provider-docs.ts';

/** The files that are generated from the code, each with the function that makes it. */
const files = {
  'schema.graphql': printedSchema,
  'taskline.schema.json': configJsonSchema,
  'board/details/task-types.json': boardTaskTypes,
  'docs/errors.md': errorDocs,
  'docs/providers.md': providerDocs,
};

const isStale = ([name, make]: [string, () => string]): boolean => {
  try {
    return readFileSync(name, 'utf8') !== make();
  } catch {
    return true;
  }
};

const stale = Object.entries(files).filter(isStale);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is stale: run npm run generate`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [name, make] of stale) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, make());
  }
}
