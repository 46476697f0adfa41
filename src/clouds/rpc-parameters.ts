import type { Parameter } from '../upstream/upstream.ts';

/** The parameters of a request; those that are null are not sent. */
export const given = (parameters: readonly (readonly [name: string, value: string | null])[]): Parameter[] =>
  parameters.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));

/** A page as Alibaba Cloud's APIs are asked for it, where they number pages. */
export const pageParameters = (page: { readonly pageNumber: number; readonly pageSize: number }): Parameter[] => [
  ['PageNumber', String(page.pageNumber)],
  ['PageSize', String(page.pageSize)],
];

/** A page as an answer tells it. */
interface ToldPage {
  readonly PageNumber: number | null;
  readonly PageSize: number | null;
  readonly TotalCount: number | null;
}

/**
 * The index of the first item of the page that was asked for, by the page size that the answer tells; null where it does
 * not. Another size than was asked for is believed where the rows bear it out: they fill the page, or end the list.
 */
export function startOfPage(
  asked: { readonly pageNumber: number; readonly pageSize: number },
  { PageNumber, PageSize, TotalCount }: ToldPage,
  rows: number,
): number | null {
  if (PageNumber !== asked.pageNumber || PageSize === null) return null;
  const start = (PageNumber - 1) * PageSize;
  const isBorneOut =
    PageSize === asked.pageSize || rows === PageSize || (rows < PageSize && start + rows === TotalCount);
  return isBorneOut ? start : null;
}
