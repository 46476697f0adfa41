import type { ArgBuilder, FieldMap, InterfaceRef, ObjectFieldBuilder, ObjectRef } from '@pothos/core';
import { builder } from './builder.ts';

type SchemaTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page of a list: properties are named as the fields of a connection, and cursors are made when they are read. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null | (() => number | null | Promise<number | null>);
}

const PageInfoType = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'What lies around a page, as Relay has it.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { nullable: false, description: 'Whether more follows the page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      nullable: false,
      description: 'Whether there is more before the page.',
    }),
    startCursor: t.exposeString('startCursor', { description: 'For `before`, to go on backwards.' }),
    endCursor: t.exposeString('endCursor', {
      description: 'For `after`, to go on forwards: the place reached, even where the page is empty.',
    }),
  }),
});

/** A field that is the property of its own name; Pothos' own `expose` cannot follow a type that is a parameter. */
const property = <Name extends string>(name: Name, description: string) => ({
  nullable: false as const,
  description,
  extensions: { pothosExposedField: name },
  resolve: (parent: Readonly<Record<Name, unknown>>) => parent[name] as never,
});

/** The connection of a type: `AliyunEcsTask` makes `AliyunEcsTaskConnection`, and its edges `AliyunEcsTaskEdge`. */
export function connectionOf<Node, Shape extends Page<Node> = Page<Node>>(
  name: string,
  node: ObjectRef<SchemaTypes, Node> | InterfaceRef<SchemaTypes, Node>,
  description: string,
  more: (t: ObjectFieldBuilder<SchemaTypes, Shape>) => FieldMap = () => ({}),
) {
  const Edge = builder.objectRef<Page<Node>['edges'][number]>(`${name}Edge`).implement({
    description: 'A place in a list, and what stands there.',
    fields: (t) => ({
      cursor: t.exposeString('cursor', { nullable: false, description: 'The place, for `after` and `before`.' }),
      node: t.field({ type: node, ...property('node', 'What stands there.') }),
    }),
  });
  return builder.objectRef<Shape>(`${name}Connection`).implement({
    description,
    fields: (t) => ({
      edges: t.field({ type: [Edge], ...property('edges', 'The page, each item with its place.') }),
      nodes: t.field({ type: [node], ...property('nodes', 'The page, without places.') }),
      pageInfo: t.field({ type: PageInfoType, ...property('pageInfo', 'What lies around the page.') }),
      totalCount: t.field({
        type: 'SafeInt',
        ...property('totalCount', 'How many items the whole list has, exactly; null where that cannot be told.'),
        nullable: true,
      }),
      ...more(t),
    }),
  });
}

/** The arguments of a connection. */
export const pageArguments = (t: ArgBuilder<SchemaTypes>) => ({
  first: t.int({ description: 'This many from the start, or after `after`: at most 500; 20 where neither is given.' }),
  after: t.string({ description: 'A cursor: only what follows it.' }),
  last: t.int({ description: 'This many from the end, or before `before`: at most 500.' }),
  before: t.string({ description: 'A cursor: only what stands before it.' }),
});
