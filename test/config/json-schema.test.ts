import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { fileSchema } from '#src/config/file.ts';
import { configJsonSchema } from '#src/config/json-schema.ts';
import { defaultSourceLimits } from '#src/upstream/limits.ts';
import { faultsOf } from './config-file.ts';

type Schema = z.core.JSONSchema.JSONSchema;

const schema = JSON.parse(configJsonSchema()) as Schema;
const fitting = z.fromJSONSchema(schema);

const sha256 = '084c895d247f97b86d4ddd6c352ee9ae2d857653951e7d6ea85ec1bcb623ebbb';
const source = {
  key: 'ecs',
  provider: 'ALIYUN_ECS',
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'a', accessKeySecret: 'b' },
};
const keyed = (hash: string) => ({ mode: 'apiKeys', apiKeys: [{ name: 'board', sha256: hash, sources: ['ecs'] }] });

const { region, credentials, ...rest } = source;
const accounts = { a1: credentials, a2: { chain: '${CHAIN:-default}' } };
const product = { ...rest, key: '{account}-{region}', accounts: ['a1', 'a2'], regions: [region, 'cn-beijing'] };

/** Sections of a file, the environment that they name, and whether the gateway starts with them. */
const files = [
  { file: { sources: [{ ...source, region: '${R}' }] }, R: 'cn-hangzhou', starts: true },
  { file: { sources: [{ ...source, region: 'cn-${R}' }] }, R: 'hangzhou', starts: true },
  { file: { sources: [{ ...source, region: '${R:-cn-hangzhou}' }] }, starts: true },
  { file: { sources: [{ ...source, key: '${R}' }] }, R: 'ecs', starts: true },
  { file: { sources: [{ ...source, provider: '${R}' }] }, R: 'ALIYUN_ECS', starts: true },
  { file: { sources: [{ ...source, endpoint: '${R}' }] }, R: 'https://ecs.example.com', starts: true },
  { file: { sources: [{ ...source, credentials: { chain: '${R}' } }] }, R: 'default', starts: true },
  { file: { sources: [{ ...source, limits: { attempts: '${R}', breaker: '${R2:-false}' } }] }, R: '2', starts: true },
  { file: { auth: keyed('${R}') }, R: sha256, starts: true },
  { file: { auth: keyed(sha256) }, starts: true },
  { file: { auth: keyed(sha256.toUpperCase()) }, starts: true },
  { file: { auth: { ...keyed(sha256), mode: '${R}' } }, R: 'apiKeys', starts: true },
  { file: { server: { port: '${R}' }, explain: '${R2:-true}' }, R: '4001', starts: true },
  { file: { server: { port: '4${R}' } }, R: '001', starts: true },
  { file: { server: { port: '4001' }, explain: 'true' }, starts: true },
  { file: { sources: [product], accounts }, starts: true },
  { file: { sources: [{ ...product, exclude: ['a1-cn-beijing', { account: 'a2' }] }], accounts }, starts: true },
  { file: { sources: [source], defaults: { limits: { attempts: '${R}' } } }, R: '2', starts: true },
  { file: { sources: [{ ...product, key: '{zone}' }], accounts }, starts: false },
  { file: { sources: [{ ...product, regions: [] }], accounts }, starts: false },
  { file: { sources: [{ ...product, exclude: [1] }], accounts }, starts: false },
  { file: { sources: [product], accounts: { ...accounts, a1: { accessKeyId: 'a' } } }, starts: false },
  { file: { sources: [{ ...source, region: 'Hangzhou' }] }, starts: false },
  { file: { sources: [{ ...source, key: 'ECS' }] }, starts: false },
  { file: { sources: [{ ...source, provider: 'ECS' }] }, starts: false },
  { file: { sources: [{ ...source, credentials: { chain: 'other' } }] }, starts: false },
  { file: { auth: keyed(sha256.slice(1)) }, starts: false },
  { file: { auth: keyed(`g${sha256.slice(1)}`) }, starts: false },
  { file: { server: { port: 'true' } }, starts: false },
  { file: { sources: [{ ...source, limits: { attempts: 'many' } }] }, starts: false },
  { file: { sources: [{ ...source, limits: { attempts: 0 } }] }, starts: false },
  { file: { sources: [{ ...source, limits: { breaker: 1 } }] }, starts: false },
  { file: { defaults: { limits: { listMs: true } } }, starts: false },
  { file: { server: { port: 65_536 } }, starts: false },
  { file: { explain: '1' }, starts: false },
  { file: { nothing: 1 }, starts: false },
];

test.for(files)('taskline.schema.json and the start agree: %j', ({ file, R, starts }) => {
  const whole = { sources: [source], ...file };
  expect(faultsOf(stringify(whole), R === undefined ? {} : { R }).length === 0).toBe(starts);
  expect(fitting.safeParse(whole).success).toBe(starts);
});

/** The defaults that a schema has, in the shape of the file. */
const defaultsOf = ({ properties = {} }: Schema): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, property]): [string, unknown][] => {
      if (typeof property !== 'object') return [];
      const value = property.properties ? defaultsOf(property) : property.default;
      return value === undefined ? [] : [[name, value]];
    }),
  );

test('taskline.schema.json has every default', () => {
  const { documents, ...sections } = defaultsOf(schema);
  expect(sections).toMatchObject(fileSchema.omit({ sources: true }).parse({}));
  expect(documents).toEqual({ only: false });
  const { properties } = schema as { properties: { sources: { items: { properties: Record<string, Schema> } } } };
  expect(defaultsOf(properties.sources.items.properties['limits'] ?? {})).toEqual(defaultSourceLimits);
});

/** The settings in a schema, each with its path. */
const settingsOf = (part: unknown, path = ''): { readonly path: string; readonly setting: Schema }[] => {
  if (typeof part !== 'object' || part === null) return [];
  const { properties = {} } = part as { properties?: Record<string, Schema> };
  const own = Object.entries(properties).map(([name, setting]) => ({ path: `${path}.${name}`, setting }));
  return [...own, ...Object.entries(part).flatMap(([name, inner]) => settingsOf(inner, `${path}/${name}`))];
};

test('taskline.schema.json has a sentence about every setting', () => {
  const settings = settingsOf(schema);
  expect(settings.length).toBeGreaterThan(68);
  const bare = settings.filter(({ setting }) => !/^\S.{10,}\.$/.test(setting.description ?? ''));
  expect(bare.map(({ path }) => path)).toEqual([]);
});

test('taskline.schema.json says of every setting what it may be', () => {
  const settings = settingsOf(schema).filter(({ path }) => !/\/patternProperties\./.test(path));
  const untold = settings.filter(({ setting: { type, anyOf, enum: words } }) => !type && !anyOf && !words);
  expect(untold.map(({ path }) => path)).toEqual([]);
  const unbounded = settings.filter(
    ({ setting: { type, minimum, maximum } }) =>
      [type].flat().includes('integer') && (minimum === undefined || maximum === undefined),
  );
  expect(unbounded.map(({ path }) => path)).toEqual([]);
});

test('taskline.schema.json is the one that is made', () => {
  expect(readFileSync('taskline.schema.json', 'utf8')).toBe(configJsonSchema());
});
