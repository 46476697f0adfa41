import { type GraphQLInputType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';
import { operationOf, rootArguments } from '../gateway/root-arguments.ts';

const keys = (count: number, length = 1): string =>
  Array.from({ length: count }, (_, index) => `"${'k'.repeat(length)}${index}":1`).join();

/** Nearly a megabyte each, as JSON. */
const large: Readonly<Record<string, string>> = {
  'an object of many keys': `{${keys(70_000)}}`,
  'an object of long keys': `{${keys(9, 100_000)}}`,
  'an object of __proto__': `{${Array.from({ length: 60_000 }, () => '"__proto__":{}').join()}}`,
  'many bad items': `[${Array.from({ length: 200_000 }, () => '{}').join()}]`,
  'many texts': `[${Array.from({ length: 200_000 }, () => '"a"').join()}]`,
  'many nulls': `[${Array.from({ length: 150_000 }, () => 'null').join()}]`,
  'many objects of many keys': `[${Array.from({ length: 90 }, () => `{${keys(900)}}`).join()}]`,
  'a long text': `"${'x'.repeat(900_000)}"`,
  'a long number': '9'.repeat(900_000),
  'lists in lists': `${'['.repeat(400_000)}${']'.repeat(400_000)}`,
  'objects in objects': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
};

/** A place in an argument, and what is written around a value there. */
interface Place {
  readonly type: string;
  readonly path: string;
  readonly around: (json: string) => string;
}

/** The places in an input of this type, itself among them. */
function placesIn(type: GraphQLInputType): Place[] {
  const whole = { type: String(type), path: '', around: (json: string) => json };
  if (isNonNullType(type)) return placesIn(type.ofType);
  if (isListType(type)) {
    return [
      whole,
      ...placesIn(type.ofType).map((place) => ({
        ...place,
        path: `[0]${place.path}`,
        around: (json: string) => `[${place.around(json)}]`,
      })),
    ];
  }
  if (!isInputObjectType(type)) return [whole];
  const members = Object.values(type.getFields()).flatMap((field) =>
    placesIn(field.type).map((place) => ({
      ...place,
      path: `.${field.name}${place.path}`,
      around: (json: string) => `{"${field.name}":${place.around(json)}}`,
    })),
  );
  return [whole, ...members];
}

const many = (count: number): string[] => Array.from({ length: count }, () => 'a');

const cpuSeconds = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const places = rootArguments.flatMap((root) =>
  placesIn(root.argument.type).map((place) => ({ ...root, ...place, at: `${root.name}${place.path}` })),
);
// Values of one type are read alike: the first place that takes them will do.
const ofEachType = places.filter(({ type }, index) => places.findIndex((place) => place.type === type) === index);

test.for(ofEachType)('$field, $at: no value of a megabyte takes long, or is quoted', async ({ around, ...root }) => {
  const { url, sent } = await startTestTaskline();
  for (const [name, json] of Object.entries(large)) {
    const body = `{"query":${JSON.stringify(operationOf(root))},"variables":{"value":${around(json)}}}`;
    const before = process.cpuUsage();
    const { body: answer } = await request(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await answer.text();
    expect({ name, code: /"code":"(\w+)"/.exec(text)?.[1] }).toEqual({
      name,
      code: expect.stringMatching(/BAD_USER_INPUT|QUERY_TOO_COMPLEX|INVALID_CURSOR/),
    });
    expect(text.length).toBeLessThan(1_000);
    expect({ name, isQuick: cpuSeconds(before) < 1.5 }).toEqual({ name, isQuick: true });
  }
  expect(sent()).toEqual([]);
});

test('a list in many fields is refused once for each, unread', async () => {
  const { askText, sent } = await startTestTaskline();
  const aliases = Array.from(
    { length: 60 },
    (_, index) => `a${index}: batchTasks(first: 1, filter: { sources: $list, statuses: FAILED }) { nodes { id } }`,
  );
  const query = `query ($list: [String!]) { ${aliases.join(' ')} }`;
  const before = process.cpuUsage();
  const { errors } = await askText(query, { list: Array.from({ length: 19_000 }, () => 'aliyun-dns') });
  expect(cpuSeconds(before)).toBeLessThan(1.5);
  expect(errors?.[0]).toMatchObject({
    message: 'filter.sources: must not have more than 500 items',
    extensions: { code: 'BAD_USER_INPUT', argument: 'filter.sources' },
  });
  expect(sent()).toEqual([]);
});

test.for([
  { name: 'statuses', item: 'FAILED' },
  { name: 'providers', item: 'ALIYUN_DNS' },
  { name: 'sources', item: 'aliyun-dns' },
  { name: 'operations', item: 'ImportImage' },
])('a filter has at most 500 $name', async ({ name, item }) => {
  const { askText } = await startTestTaskline();
  const query = 'query ($filter: BatchTaskFilter) { batchTasks(first: 1, filter: $filter) { nodes { id } } }';
  const ask = (length: number) => askText(query, { filter: { [name]: Array.from({ length }, () => item) } });
  expect((await ask(500)).errors).toBeUndefined();
  expect((await ask(501)).errors).toMatchObject([{ extensions: { argument: `filter.${name}` } }]);
});

test('variables that the operation does not have are no fault, however many', async () => {
  const { askText } = await startTestTaskline();
  const more = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`v${index}`, {}]));
  expect(
    (await askText('query ($key: String!) { source(key: $key) { key } }', { key: 'aliyun-dns', ...more })).data,
  ).toEqual({
    source: { key: 'aliyun-dns' },
  });
});

test('a variable that is a text counts as a value too', async () => {
  const { askText } = await startTestTaskline();
  const query = `query ($key: String!, $list: [String!]) {
    source(key: $key) { key }
    batchTasks(filter: { sources: $list }) { nodes { id } }
  }`;
  const refused = async (texts: number) =>
    (await askText(query, { key: 'aliyun-dns', list: many(texts) })).errors?.map(({ extensions }) => extensions?.code);
  // The key and the list are two of the 20,000 values.
  expect(await refused(19_998)).toEqual(['BAD_USER_INPUT']);
  expect(await refused(19_999)).toEqual(['QUERY_TOO_COMPLEX']);
});

test('values beyond the limit are too complex', async () => {
  const { askText } = await startTestTaskline();
  const query = 'query ($list: [String!]) { batchTasks(filter: { sources: $list }) { nodes { id } } }';
  const { errors } = await askText(query, { list: many(20_000) });
  expect(errors).toEqual([
    {
      message: 'The variables have more than 20000 values.',
      extensions: { code: 'QUERY_TOO_COMPLEX', limit: 20_000 },
    },
  ]);
});
