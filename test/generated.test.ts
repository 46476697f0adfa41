import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configJsonSchema } from '#src/config/json-schema.ts';
import { printedSchema } from '#src/schema/print.ts';
import { boardTaskTypes } from '../scripts/board-task-types.ts';
import { errorDocs } from '../scripts/error-docs.ts';

const root = new URL('../', import.meta.url).pathname;

test.for([
  { name: 'schema.graphql', make: printedSchema },
  { name: 'taskline.schema.json', make: configJsonSchema },
  { name: 'board/details/task-types.json', make: boardTaskTypes },
  { name: 'docs/errors.md', make: errorDocs },
])('$name is what the code makes', ({ name, make }) => {
  expect(readFileSync(join(root, name), 'utf8')).toBe(make());
});
