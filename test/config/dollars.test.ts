import fc from 'fast-check';
import { expect, test } from 'vitest';
import { substitute, type Fault } from '#src/config/substitute.ts';
import { faultsOf } from './config-file.ts';

const advice = 'has a $ that begins neither ${NAME} nor ${NAME:-default}; write $$ for a $ of the text itself';
const wrongForms = [
  '$ID',
  '${env.ID}',
  '${ID:?x}',
  '${ID:?must be set}',
  '${ID:+x}',
  '${ID-x}',
  '${ID?}',
  '${ID:=x}',
  '${!ID}',
  '${#ID}',
  '${ID%x}',
  '${ID}${',
  '${ ID }',
  '${1}',
  '${}',
  '${ID:-${OTHER}}',
  '${ID:-$OTHER}',
  '${{ secrets.ID }}',
  '$(ID)',
  '$(cat id)',
  'a$',
  'a$$$',
  '$1',
];
const faultsOfKey = (id: string): readonly string[] =>
  faultsOf(`sources: [ { key: dns, provider: ALIYUN_DNS, credentials: { accessKeyId: ${id}, accessKeySecret: b } } ]`, {
    ID: 'value',
  });

test.for(wrongForms)('%s is refused by name, with the two forms, in quotes and without', (id) => {
  expect(faultsOfKey(`'${id}'`)).toEqual([`sources[0].credentials.accessKeyId: ${advice}`]);
});

test.for(['$ID', '${env.ID}', '${ID:?x}', '${ID:?must be set}', '$(ID)', '${ID-x}', '${ID:-${OTHER}}', '$$$ID'])(
  '%s needs no quotes to be refused in a flow mapping of YAML',
  (id) => {
    expect(faultsOfKey(id)).toEqual([`sources[0].credentials.accessKeyId: ${advice}`]);
  },
);

test.for(["'%ID%'", '"{{ ID }}"', '"{{ID}}"'])('%s, a form of other tools, is refused too', (id) => {
  expect(faultsOfKey(id)).toEqual([
    'sources[0].credentials.accessKeyId: is a variable as other tools write it: write ${NAME} or ${NAME:-default}',
  ]);
});

test('$${…} needs no quotes to be itself', () => {
  expect(faultsOfKey('$${ID}')).toEqual([]);
  expect(faultsOfKey('a$${ID}b')).toEqual([]);
});

test('a refused form is not quoted: it may be a secret', () => {
  expect(faultsOfKey('"hunter2$hunter2"').join('')).not.toContain('hunter2');
});

/** Texts, but for those that are refused as a variable of other tools: chance makes `{{}}` now and then. */
const words = fc
  .string({ unit: fc.constantFrom('a', '$', '{', '}', 'NAME', ':-', ' ', '(') })
  .filter((text) => !/^\{\{[^{}]*\}\}$/.test(text));
/** Every name that can come of the words has a value. */
const variables = new Proxy<Record<string, string>>(
  {},
  {
    get: (_target, name) => `${String(name)}$`,
    getOwnPropertyDescriptor: (_target, name) => ({ value: `${String(name)}$`, configurable: true }),
  },
);
const substituted = (text: string) => {
  const faults: Fault[] = [];
  return { text: substitute(text, { environment: variables, folder: '.', readFile: () => undefined }, faults), faults };
};

test('a text whose every $ is doubled is itself', () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(substituted(text.replaceAll('$', '$$$$'))).toEqual({ text, faults: [] });
    }),
  );
});

test('a text has a fault where a $ is left once its pairs and references are taken out, from left to right', () => {
  fc.assert(
    fc.property(words, (text) => {
      const rest = text.replaceAll(/\$\$|\$\{(?:NAME|a)+(?::-(?:[^$}]|\$\$)*)?\}/g, '');
      expect(substituted(text).faults.length > 0).toBe(rest.includes('$'));
    }),
    { examples: [['${a}'], ['${NAME:-a}$']] },
  );
});
