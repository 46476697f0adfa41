import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { schemaChanges } from '../../scripts/schema-changes.ts';

const released = `
  type Query { task(id: ID!, fresh: Boolean): Task, count: Int, status: Status, find(filter: Filter): [Task!] }
  type Task { id: ID!, name: String, size: Size }
  type Size { bytes: Int }
  enum Status { RUNNING DONE }
  input Filter { name: String, status: Status }
`;
const release = (version: string, schema = released) => ({ version, schema });

/** The released schema with a text in place of another that it must hold. */
function changed(from: string, to: string, schema = released): string {
  expect(schema).toContain(from);
  return schema.replace(from, to);
}

test.for([
  { change: 'a new field', from: 'count: Int', to: 'count: Int, other: Int' },
  { change: 'a new type', from: 'type Size', to: 'type Other { a: Int } type Size' },
  { change: 'a description', from: 'type Size', to: '"Of a task." type Size' },
  { change: 'a field that is deprecated', from: 'count: Int', to: 'count: Int @deprecated(reason: "Use status.")' },
  { change: 'a field that is never null any more', from: 'count: Int', to: 'count: Int!' },
  { change: 'an argument that may be left out now', from: 'id: ID!, fresh', to: 'id: ID, fresh' },
])('$change neither breaks nor surprises', ({ from, to }) => {
  expect(schemaChanges([release('0.1.0')], changed(from, to))).toEqual({ breaking: [], dangerous: [] });
});

test.for([
  { change: 'a field that is gone', from: 'count: Int,', to: '', names: 'Query.count' },
  { change: 'a type that is gone', from: 'type Size { bytes: Int }', to: 'scalar Size', names: 'Size' },
  { change: 'a value that is gone', from: ' DONE', to: '', names: 'Status.DONE' },
  { change: 'an argument that is gone', from: ', fresh: Boolean', to: '', names: 'fresh' },
  { change: 'a field of an input that is gone', from: ', status: Status }', to: '}', names: 'Filter.status' },
  { change: 'an argument that must be given', from: 'fresh: Boolean', to: 'fresh: Boolean!', names: 'fresh' },
  { change: 'a new argument that must be given', from: 'fresh:', to: 'by: Int!, fresh:', names: 'by' },
  {
    change: 'a new field of an input that must be given',
    from: '{ name: String, st',
    to: '{ by: Int!, name: String, st',
    names: 'Filter.by',
  },
  { change: 'another type', from: 'count: Int', to: 'count: String', names: 'Query.count' },
  { change: 'a field that may be null now', from: '{ id: ID!, name', to: '{ id: ID, name', names: 'Task.id' },
])('$change breaks clients, and is named', ({ from, to, names }) => {
  const { breaking } = schemaChanges([release('0.1.0')], changed(from, to));
  expect(breaking).toHaveLength(1);
  expect(breaking[0]).toContain(names);
});

test.for([
  { change: 'another value of an enum', from: ' DONE', to: ' DONE FAILED', names: 'Status.FAILED' },
  { change: 'an argument that need not be given', from: 'fresh:', to: 'by: Int, fresh:', names: 'by' },
  {
    change: 'a field of an input that need not be given',
    from: '{ name: String, st',
    to: '{ by: Int, name: String, st',
    names: 'Filter.by',
  },
])('$change may surprise clients, and is named', ({ from, to, names }) => {
  const { breaking, dangerous } = schemaChanges([release('0.1.0')], changed(from, to));
  expect([breaking, dangerous]).toEqual([[], [expect.stringContaining(names)]]);
});

const reason = '@deprecated(reason: "It goes.")';

/** Each kind of member: how it stands, how it is deprecated, and the schema without it. */
const members = [
  { member: 'a field', from: 'count: Int,', deprecated: `count: Int ${reason},`, gone: '' },
  { member: 'a value', from: ' DONE', deprecated: ` DONE ${reason}`, gone: '' },
  { member: 'an argument', from: ', fresh: Boolean', deprecated: `, fresh: Boolean ${reason}`, gone: '' },
  { member: 'a field of an input', from: ', status: Status }', deprecated: `, status: Status ${reason} }`, gone: ' }' },
];

test.for(
  members.flatMap((member) => [
    { ...member, versions: ['0.1.0', '0.2.0'], deprecatedIn: ['0.1.0', '0.2.0'], may: true },
    { ...member, versions: ['0.1.0', '0.2.0', '0.3.0'], deprecatedIn: ['0.2.0', '0.3.0'], may: true },
    { ...member, versions: ['0.9.0', '0.10.0', '0.11.0'], deprecatedIn: ['0.10.0', '0.11.0'], may: true },
    { ...member, versions: ['0.1.1', '0.1.0', '0.2.0', '0.2.1'], deprecatedIn: ['0.1.1', '0.2.1'], may: true },
    { ...member, versions: ['0.2.0', '1.0.0'], deprecatedIn: ['0.2.0', '1.0.0'], may: true },
    { ...member, versions: ['0.1.0'], deprecatedIn: ['0.1.0'], may: false },
    { ...member, versions: ['0.1.0', '0.1.1'], deprecatedIn: ['0.1.0', '0.1.1'], may: false },
    { ...member, versions: ['0.1.0', '0.2.0'], deprecatedIn: ['0.2.0'], may: false },
    { ...member, versions: ['0.1.0', '0.2.0', '0.3.0'], deprecatedIn: ['0.1.0', '0.3.0'], may: false },
    { ...member, versions: ['0.9.0', '0.10.0', '0.11.0'], deprecatedIn: ['0.9.0', '0.11.0'], may: false },
  ]),
)(
  '$member that was deprecated in $deprecatedIn of $versions may go: $may',
  ({ from, deprecated, gone, versions, deprecatedIn, may }) => {
    const releases = versions.map((version) =>
      release(version, deprecatedIn.includes(version) ? changed(from, deprecated) : released),
    );
    expect(schemaChanges(releases, changed(from, gone)).breaking.length).toBe(may ? 0 : 1);
    // Who deprecates need not remove.
    expect(schemaChanges(releases, changed(from, deprecated))).toEqual({ breaking: [], dangerous: [] });
  },
);

test('a type goes with the last member that leads to it, and with no other', () => {
  const deprecated = changed('size: Size', `size: Size ${reason}`);
  const releases = [release('0.1.0', deprecated), release('0.2.0', deprecated)];
  const gone = changed(', size: Size', '', changed('type Size { bytes: Int }', ''));
  expect(schemaChanges(releases, gone).breaking).toEqual([]);
  const still = deprecated.replace('count: Int', 'count: Int, sizes: [Size!]');
  const led = [release('0.1.0', still), release('0.2.0', still)];
  expect(schemaChanges(led, gone).breaking.join()).toMatch(/Size/);
});

test('schema.graphql breaks no client of the last release', () => {
  const releases = globSync('releases/*.graphql').map((file) =>
    release(basename(file, '.graphql'), readFileSync(file, 'utf8')),
  );
  expect(releases.length).toBeGreaterThan(0);
  expect(schemaChanges(releases, readFileSync('schema.graphql', 'utf8')).breaking).toEqual([]);
});
