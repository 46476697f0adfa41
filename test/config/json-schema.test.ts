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
  { file: { sources: [{ ...source, region: 'Hangzhou' }] }, starts: false },
  { file: { sources: [{ ...source, key: 'ECS' }] }, starts: false },
  { file: { sources: [{ ...source, provider: 'ECS' }] }, starts: false },
  { file: { sources: [{ ...source, credentials: { chain: 'other' } }] }, starts: false },
  { file: { auth: keyed(sha256.slice(1)) }, starts: false },
  { file: { auth: keyed(`g${sha256.slice(1)}`) }, starts: false },
  { file: { server: { port: 'true' } }, starts: false },
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

test('taskline.schema.json is the one that is made', () => {
  expect(readFileSync('taskline.schema.json', 'utf8')).toBe(configJsonSchema());
});
