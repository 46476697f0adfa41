import {
  BreakingChangeType,
  buildASTSchema,
  buildSchema,
  DangerousChangeType,
  type DocumentNode,
  findSchemaChanges,
  parse,
} from 'graphql';
import { membersOf, reachableTypes, withoutMembers, withoutTypes } from './schema-members.ts';

/** The schema of a release. */
export interface Release {
  /** As `0.1.0`. */
  readonly version: string;
  readonly schema: string;
}

/** What a schema has changed since the last release, a line for each. */
export interface SchemaChanges {
  /** What clients break by, and the policy does not allow. */
  readonly breaking: readonly string[];
  /** What may surprise a client, such as another value of an enum. */
  readonly dangerous: readonly string[];
}

const breakingTypes = new Set<string>(Object.values(BreakingChangeType));
const dangerousTypes = new Set<string>(Object.values(DangerousChangeType));

const numbers = ({ version }: Release): readonly number[] => version.split('.').map(Number);

/** Orders releases, the newest first. */
function newerFirst(one: Release, other: Release): number {
  const [left, right] = [numbers(one), numbers(other)];
  const place = left.findIndex((number, index) => number !== right[index]);
  return (right[place] ?? 0) - (left[place] ?? 0);
}

/** The last releases of the two last minor versions, the newest first. */
function lastMinors(releases: readonly Release[]): readonly Release[] {
  const minors = new Map<string, Release>();
  for (const release of releases.toSorted(newerFirst)) {
    const minor = numbers(release).slice(0, 2).join('.');
    if (!minors.has(minor)) minors.set(minor, release);
  }
  return [...minors.values()].slice(0, 2);
}

/** The members that may be removed: those that two minor versions have said will go. */
function removable(releases: readonly DocumentNode[]): ReadonlySet<string> {
  const [last, before] = releases.map(
    (document) => new Set(membersOf(document).flatMap((each) => (each.isDeprecated ? [each.coordinate] : []))),
  );
  return new Set([...(last ?? [])].filter((coordinate) => before?.has(coordinate)));
}

/** The last release without what was removed since as announced, and without the types that only that led to. */
function baseOf(last: DocumentNode, now: DocumentNode, announced: ReadonlySet<string>): DocumentNode {
  const present = new Set(membersOf(now).map(({ coordinate }) => coordinate));
  const base = withoutMembers(last, new Set([...announced].filter((coordinate) => !present.has(coordinate))));
  const [reachable, left] = [reachableTypes(base), reachableTypes(now)];
  const before = reachableTypes(last);
  return withoutTypes(base, (type) => before.has(type) && !reachable.has(type) && !left.has(type));
}

/** Compares a schema with the last release, as docs/schema-policy.md says. */
export function schemaChanges(releases: readonly Release[], schema: string): SchemaChanges {
  const minors = lastMinors(releases).map((release) => parse(release.schema));
  const [last] = minors;
  if (!last) return { breaking: [], dangerous: [] };
  const now = parse(schema);
  const base = buildASTSchema(baseOf(last, now, removable(minors)), { assumeValid: true });
  const changes = findSchemaChanges(base, buildSchema(schema));
  const linesOf = (types: ReadonlySet<string>): string[] =>
    changes.filter(({ type }) => types.has(type)).map(({ description }) => description);
  return { breaking: linesOf(breakingTypes), dangerous: linesOf(dangerousTypes) };
}
