import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startLists, type Asked } from './lists.ts';
import { providerLists } from './seeded.ts';

const [ecs, imm] = providerLists;

test.for(['zzz', '=', '=media', 'team', 'team=media,', ',team=media', 'team=media,zzz', ' , '])(
  'a tag that IMM would refuse for its form is refused before the call: "%s"',
  async (tag) => {
    const { answer, sent } = await startLists();
    const { data, errors } = await answer({ ...imm, filter: { tag } }, { first: 3 });
    expect(data).toEqual({ page: null });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/^filter\.tag: must be key=value/),
        extensions: { code: 'BAD_USER_INPUT', argument: 'filter.tag' },
      },
    ]);
    expect(sent()).toEqual([]);
  },
);

test.for(['team=media', 'team=', 'a=b=c', 'team=media,priority=2'])('"%s" is sent as it is', async (tag) => {
  const { page, sent } = await startLists();
  await page({ ...imm, filter: { tag } }, { first: 3 });
  expect(sent().map(({ parameters }) => parameters['TagSelector'])).toEqual([tag]);
});

/** Every filter that takes a text, with a text in it. */
const filters: ((text: string) => Asked)[] = [
  (tag) => ({ ...imm, filter: { tag } }),
  (action) => ({ ...ecs, filter: { action } }),
  (id) => ({ ...ecs, filter: { taskIds: [id] } }),
  (id) => ({ ...ecs, filter: { resourceIds: [id] } }),
];
const texts = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^[a-z=,&%+ ]{1,8}$/));

test('whatever text a filter is given, no provider has to refuse it', async () => {
  const { answer } = await startLists();
  const property = fc.asyncProperty(fc.constantFrom(...filters), texts, async (filterBy, text) => {
    const { errors = [] } = await answer(filterBy(text), { first: 1 });
    for (const { extensions } of errors) expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
  await fc.assert(property, { numRuns: 200 });
});
