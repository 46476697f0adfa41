import { expect, test } from 'vitest';
import { startTestTaskline } from '#test/taskline.ts';
import { operationOf, rootArguments, textPlaces } from './root-arguments.ts';

const badTexts = [
  'a\u0000',
  'a\r\nb',
  '\u007f',
  'a\u0085',
  '\ud800',
  'a\udc00b',
  'x'.repeat(257),
  '\ud83d\ude00'.repeat(129),
];

const places = rootArguments.flatMap((root) =>
  textPlaces(root.argument.type, root.name).map((place) => ({ ...root, ...place })),
);
const isCursor = (path: string): boolean => path === 'after' || path === 'before';

test('there are as many texts in the arguments of root fields as one thinks', () => {
  const paths = new Set(places.map(({ path }) => path));
  expect([...paths].toSorted()).toEqual([
    'after',
    'before',
    'filter.action',
    'filter.operations[0]',
    'filter.resourceIds[0]',
    'filter.sources[0]',
    'filter.tag',
    'filter.taskIds[0]',
    'key',
    'source',
    'taskId',
  ]);
});

test.for(places)('$field: a text that no provider can be sent is refused as $path', async (place) => {
  const { askText, sent } = await startTestTaskline();
  for (const text of badTexts) {
    const { errors } = await askText(operationOf(place), { value: place.valueWith(text) });
    const code = isCursor(place.path) ? 'INVALID_CURSOR' : 'BAD_USER_INPUT';
    const message = expect.stringContaining(`${place.path}: `);
    const extensions = { code, argument: place.path };
    expect(errors).toMatchObject([{ path: [place.field], message, extensions }]);
  }
  expect(sent()).toEqual([]);
});

test.for(places.filter(({ path }) => /operations|action|tag|resourceIds/.test(path)))(
  '$field: a text of 256 characters of any script is sent as $path',
  async (place) => {
    const { askText } = await startTestTaskline();
    const text = `k=${'\ud83d\ude00'.repeat(100)}${'é'.repeat(54)}`;
    const { errors = [] } = await askText(operationOf(place), { value: place.valueWith(text) });
    expect(errors.filter(({ extensions }) => extensions?.code === 'BAD_USER_INPUT')).toEqual([]);
  },
);

test.for(
  places
    .filter(({ path }) => /operations|action|tag|resourceIds|taskId/.test(path))
    .filter(({ field }) => field !== 'batchTask')
    .flatMap((place) => ['', ' ', '\u3000'].map((text) => ({ ...place, text }))),
)('$field: $text is refused as $path: a provider would take it for no filter', async ({ text, ...place }) => {
  const { askText, sent } = await startTestTaskline();
  const { errors } = await askText(operationOf(place), { value: place.valueWith(text) });
  const extensions = { code: 'BAD_USER_INPUT', argument: place.path };
  expect(errors).toMatchObject([{ path: [place.field], message: `${place.path}: must not be empty`, extensions }]);
  expect(sent()).toEqual([]);
});
