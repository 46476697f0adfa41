import {
  measureElement,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** Rows of which only those in sight are in the document. */
export interface VirtualRowsOptions {
  /** What the rows are in. */
  readonly container: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  /** The height of a closed row, in pixels. */
  readonly rowHeight: number;
}

type Rows = Virtualizer<Window, HTMLElement>;

/** Lays out as many rows as there are keys, in the scrolling window. Rows measure themselves, as open ones are higher. */
export function useVirtualRows({ container, keys, rowHeight }: VirtualRowsOptions): Rows {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const [scrollMargin, setScrollMargin] = useState(0);
  const options: VirtualizerOptions<Window, HTMLElement> = {
    count: keys.length,
    getScrollElement: () => window,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keys[index] ?? index,
    overscan: 8,
    scrollMargin,
    scrollToFn: windowScroll,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    measureElement,
    onChange: () => draw(undefined),
  };
  const [rows] = useState(() => new Virtualizer(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  useLayoutEffect(() => {
    // What stands above grows and shrinks with the number of lanes.
    const observer = new ResizeObserver(() => {
      if (container.current) setScrollMargin(container.current.getBoundingClientRect().top + window.scrollY);
    });
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return rows;
}
