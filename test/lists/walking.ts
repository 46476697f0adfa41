import { expect } from 'vitest';
import type { Asked, Lists, Page } from './lists.ts';

export interface Pages {
  readonly size: number;
  readonly after?: string | null;
  /** Called between one page and the next. */
  readonly between?: (page: Page) => Promise<void>;
}

/** More pages than any walk here takes. */
const mostPages = 500;

/** The pages of a list from the start (or `after`) to its end. */
export async function forwards(lists: Lists, asked: Asked, { size, after = null, between }: Pages): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor = after;
  for (;;) {
    const page = await lists.page(asked, { first: size, after: cursor });
    pages.push(page);
    expect(pages.length).toBeLessThan(mostPages);
    if (!page.pageInfo.hasNextPage) return pages;
    expect(page.pageInfo.endCursor).not.toBeNull();
    cursor = page.pageInfo.endCursor;
    await between?.(page);
  }
}

/** The pages of a list from its end to the start, the last read first among them. */
export async function backwards(lists: Lists, asked: Asked, { size }: Pages): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: Page = await lists.page(asked, { last: size, before: cursor });
    pages.unshift(page);
    expect(pages.length).toBeLessThan(mostPages);
    if (!page.pageInfo.hasPreviousPage) return pages;
    expect(page.pageInfo.startCursor).not.toBeNull();
    cursor = page.pageInfo.startCursor;
  }
}
