import { axisTop } from 'd3-axis';
import type { ScaleTime } from 'd3-scale';
import { select } from 'd3-selection';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { tickText } from '../words/time.ts';
import { measures } from './layout.ts';

interface AxisOptions {
  readonly scale: ScaleTime<number, number>;
  readonly width: number;
  readonly height: number;
}

/** The room that a label of the axis needs, in pixels. */
const labelWidth = 105;

/** The places of those labels that neither run over the edge nor into the one before. */
function apart(places: readonly number[], width: number): number[] {
  const shown: number[] = [];
  for (const place of places) {
    const isWhole = place >= labelWidth / 4 && place <= width - labelWidth / 4;
    if (isWhole && place - (shown.at(-1) ?? -Infinity) > labelWidth / 2) shown.push(place);
  }
  return shown;
}

/** The axis of time, with lines down through the lanes. */
export function Axis({ scale, width, height }: AxisOptions) {
  const group = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    if (!group.current) return;
    const axis = axisTop<Date>(scale)
      .ticks(Math.max(2, Math.floor(width / labelWidth)))
      .tickFormat(tickText)
      .tickSizeInner(measures.axis - height)
      .tickSizeOuter(0)
      .tickPadding(9);
    const texts = select(group.current).call(axis).selectAll<SVGTextElement, Date>('text');
    const shown = new Set(apart(texts.data().map(scale), width));
    texts.attr('visibility', (tick) => (shown.has(scale(tick)) ? null : 'hidden'));
  });
  return <g ref={group} class="axis" transform={`translate(0 ${measures.axis})`} />;
}
