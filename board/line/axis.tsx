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
    select(group.current).call(axis);
  });
  return <g ref={group} class="axis" transform={`translate(0 ${measures.axis})`} />;
}
