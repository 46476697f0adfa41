import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { pageAt } from './markdown.ts';

const { text } = pageAt('CHANGELOG.md');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const versions = Array.from(text.matchAll(/^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$/gm), ([, number = '']) => number);

test('each release has its section and its schema, and the version is one of them', () => {
  const released = globSync('releases/*.graphql').map((file) => basename(file, '.graphql'));
  expect(released.toSorted()).toEqual(versions.toSorted());
  expect(versions).toContain(version);
  expect(text).toMatch(/^## \[Unreleased\]$/m);
});

test('what is deprecated is told', () => {
  const types = Object.values(buildSchema(readFileSync('schema.graphql', 'utf8')).getTypeMap());
  const deprecated = types.flatMap((type) => {
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      return Object.values(type.getFields()).flatMap(({ name, deprecationReason }) =>
        deprecationReason ? [`${type.name}.${name}`] : [],
      );
    if (!isEnumType(type)) return [];
    return type
      .getValues()
      .flatMap(({ name, deprecationReason }) => (deprecationReason ? [`${type.name}.${name}`] : []));
  });
  expect(deprecated.length).toBeGreaterThan(0);
  for (const member of deprecated) expect(text).toContain(`\`${member}\``);
});
