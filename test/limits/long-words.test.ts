import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';

/** Where a document can have a name. */
const places = {
  field: (name: string) => `{ ${name} }`,
  alias: (name: string) => `{ ${name}: __typename }`,
  argument: (name: string) => `{ batchTasks(${name}: 1) { totalCount } }`,
  'member of an input': (name: string) => `{ batchTasks(filter: { ${name}: 1 }) { totalCount } }`,
  'value of an enum': (name: string) => `{ batchTasks(direction: ${name}) { totalCount } }`,
  type: (name: string) => `{ ... on ${name} { id } }`,
  'type of a variable': (name: string) => `query ($v: ${name}) { __typename }`,
  variable: (name: string) => `query ($${name}: Int) { batchTasks(first: $${name}) { totalCount } }`,
  directive: (name: string) => `{ __typename @${name} }`,
  fragment: (name: string) => `{ ...${name} } fragment ${name} on Query { __typename }`,
  operation: (name: string) => `query ${name} { __typename }`,
};

test.for(Object.entries(places))('a long name as %s is refused by a short message', async ([, place]) => {
  const { askText, sent } = await startTestTaskline();
  const answer = await askText(place('n'.repeat(400_000)));
  expect(answer.errors).toMatchObject([
    {
      message: `The name "${'n'.repeat(100)}…" has more than 256 characters.`,
      locations: [{ line: 1 }],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  ]);
  expect(JSON.stringify(answer).length).toBeLessThan(500);
  expect(sent()).toEqual([]);
});

test('a name of 256 characters is a name, and texts and comments are none', async () => {
  const { askText } = await startTestTaskline();
  const alias = 'a'.repeat(256);
  const long = 'x'.repeat(20_000);
  const { data, errors } = await askText(`{ ${alias}: __typename source(key: "${long}") { key } } # ${long}`);
  expect(data).toEqual({ [alias]: 'Query', source: null });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'key' } }]);
});

test('a long block text is refused, whatever argument has it', async () => {
  const { askText } = await startTestTaskline();
  const ask = async (lines: number) => {
    const { errors } = await askText(`{ batchTasks(first: """${'a\n'.repeat(lines)}""") { totalCount } }`);
    return errors?.map(({ message }) => message);
  };
  expect(await ask(6_000)).toEqual(['A block text has more than 10000 characters.']);
  expect(await ask(100)).toEqual([expect.stringMatching(/^first: Int cannot represent/)]);
});
