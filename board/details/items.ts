/** A value of the API, of a field that the board knows from the schema only. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** An object of the API. */
export type Values = Readonly<Record<string, Value>>;

/** A page of a connection, as the API tells it. */
export interface ItemsPage {
  readonly totalCount: number | null;
  readonly nodes: readonly Values[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Whether a value is an object. */
export const isObject = (value: Value | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a page of a connection; null if it is none, as where it could not be read. */
export function pageOf(value: Value | undefined): ItemsPage | null {
  return isObject(value) && Array.isArray(value.nodes) ? (value as unknown as ItemsPage) : null;
}

/** A value in a line of text; empty where nothing is told. */
export function textOf(value: Value | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join(', ');
  const page = pageOf(value);
  if (page) return page.nodes.map(textOf).join('; ') + (page.pageInfo.hasNextPage ? '; …' : '');
  return Object.values(value)
    .map(textOf)
    .filter((text) => text !== '')
    .join(' ');
}
