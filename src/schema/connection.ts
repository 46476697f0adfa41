import type { ArgBuilder, FieldMap, InterfaceRef, ObjectFieldBuilder, ObjectRef } from '@pothos/core';
import type { Context } from '../request/context.ts';
import { builder } from './builder.ts';

type SchemaTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page of a list, with the property names of a Relay connection. Cursors are made when they are read. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null | (() => number | null | Promise<number | null>);
}

/** The cursor of an edge: over hundreds of sources one takes up to a millisecond, and a page has up to 500. */
function cursorByTurn(edge: { readonly cursor: string }, { processorTurn }: Context): string | Promise<string> {
  const turn = processorTurn();
  return turn ? turn.then(() => edge.cursor) : edge.cursor;
}

const PageInfoType = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'Whether there are more pages, and the cursors to fetch them.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      nullable: false,
      description: 'Whether there are items after this page; always false with `first: 0`.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      nullable: false,
      description: 'Whether there are items before this page; always false with `last: 0`.',
    }),
    startCursor: t.exposeString('startCursor', {
      description:
        'The cursor to pass as `before` for the previous page. Items that join a list are not found before a page that was ' +
        'read without them, since cursors keep a list as it was where they can: read the first page again, or ask ' +
        '`batchTasks` by `filter.updatedAfter`.',
    }),
    endCursor: t.exposeString('endCursor', {
      description:
        'The cursor to pass as `after` for the next page. A page without items has one only if more may follow: if not, keep ' +
        'the one before.',
    }),
  }),
});

/** A field that returns the property of its own name; Pothos' `expose` does not support a type that is a parameter. */
const property = <Name extends string>(name: Name, description: string) => ({
  nullable: false as const,
  description,
  extensions: { pothosExposedField: name },
  resolve: (parent: Readonly<Record<Name, unknown>>) => parent[name] as never,
});

/** Makes the connection type and the edge type of a node type; `more` adds fields to the connection. */
export function connectionOf<Node, Shape extends Page<Node> = Page<Node>>(
  name: string,
  node: ObjectRef<SchemaTypes, Node> | InterfaceRef<SchemaTypes, Node>,
  description: string,
  more: (t: ObjectFieldBuilder<SchemaTypes, Shape>) => FieldMap = () => ({}),
) {
  const Edge = builder.objectRef<Page<Node>['edges'][number]>(`${name}Edge`).implement({
    description: 'An item of a list, and its cursor.',
    fields: (t) => ({
      cursor: t.string({
        nullable: false,
        description: 'The cursor of the item, for `after` and `before`.',
        resolve: (edge, _arguments, context) => cursorByTurn(edge, context),
      }),
      node: t.field({ type: node, ...property('node', 'The item.') }),
    }),
  });
  return builder.objectRef<Shape>(`${name}Connection`).implement({
    description,
    fields: (t) => ({
      edges: t.field({ type: [Edge], ...property('edges', 'The items of the page with their cursors.') }),
      nodes: t.field({ type: [node], ...property('nodes', 'The items of the page.') }),
      pageInfo: t.field({ type: PageInfoType, ...property('pageInfo', 'Information about the page.') }),
      totalCount: t.field({
        type: 'SafeInt',
        ...property('totalCount', 'The exact number of items in the whole list; null if not known.'),
        nullable: true,
      }),
      ...more(t),
    }),
  });
}

/** The arguments of a connection field. */
export const pageArguments = (t: ArgBuilder<SchemaTypes>) => ({
  first: t.int({
    description:
      'The number of items from the start, or after `after`: at most 500. Default: 20, unless `last` is given.',
  }),
  after: t.string({ description: 'Only items after this cursor.' }),
  last: t.int({ description: 'The number of items from the end, or before `before`: at most 500.' }),
  before: t.string({ description: 'Only items before this cursor.' }),
});
