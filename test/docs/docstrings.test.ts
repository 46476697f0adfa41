import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const exported = /^export (?:abstract |async )?(?:const|function|class|interface|type) \w+/;

/** The exported names of a file that no comment stands above. */
function withoutSentence(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const name = exported.exec(line)?.[0];
    return name === undefined || lines[index - 1]?.trimEnd().endsWith('*/') ? [] : [`${file}: ${name}`];
  });
}

test('every exported name of src and of the board has its sentence', () => {
  const files = globSync(['src/**/*.ts', 'board/**/*.{ts,tsx}'], { exclude: ['board/gql/**'] });
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(withoutSentence)).toEqual([]);
});
