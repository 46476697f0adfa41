import { type Signal, useSignalEffect } from '@preact/signals';
import { scaleTime } from 'd3-scale';
import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { now } from '../data/clock.ts';
import { isFollowing, timeWindow } from './time-window.ts';
import { shifted, shows, spanLimits } from './window.ts';

/** The stretch that counts as unzoomed, for d3-zoom to reckon from. */
const base = { from: Date.now() - 86_400_000, to: Date.now() };
const baseSpan = base.to - base.from;

const baseScale = (width: number) => scaleTime().domain([base.from, base.to]).range([0, width]);

/** Zooms by wheel and pinch, moves by dragging and by wheeling sideways. The window of time is the truth of both. */
export function useZoom(drawing: RefObject<SVGSVGElement | null>, width: Signal<number>): void {
  const behavior = useMemo(
    () =>
      zoom<SVGSVGElement, unknown>()
        .scaleExtent([baseSpan / spanLimits.most, baseSpan / spanLimits.least])
        .filter((event: MouseEvent | WheelEvent) => !event.button && !isSideways(event))
        // A click on a bar may move a little.
        .clickDistance(4)
        .on('zoom', ({ sourceEvent, transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
          if (!sourceEvent) return;
          const [from, to] = transform.rescaleX(baseScale(width.peek())).domain();
          if (!from || !to) return;
          timeWindow.value = { from: from.getTime(), to: to.getTime() };
          isFollowing.value = shows(timeWindow.value, now.peek());
        }),
    [],
  );
  useEffect(() => {
    if (!drawing.current) return;
    const selection = select(drawing.current);
    selection.call(behavior).on('dblclick.zoom', null).on('wheel.sideways', wheelSideways);
    return () => void selection.on('.zoom', null).on('wheel.sideways', null);
  }, []);
  useSignalEffect(() => {
    const { from, to } = timeWindow.value;
    const scale = baseSpan / (to - from);
    const transform = zoomIdentity.scale(scale).translate(-baseScale(width.value)(from), 0);
    // What a gesture has just done is not done again: that would end the gesture.
    if (drawing.current && !isClose(zoomTransform(drawing.current), transform))
      select(drawing.current).call(behavior.transform, transform);
  });
}

const isClose = (one: ZoomTransform, other: ZoomTransform): boolean =>
  Math.abs(one.x - other.x) < 0.01 && Math.abs(one.k / other.k - 1) < 1e-6;

const isSideways = (event: MouseEvent | WheelEvent): event is WheelEvent =>
  event.type === 'wheel' && 'deltaX' in event && Math.abs(event.deltaX) > Math.abs(event.deltaY);

function wheelSideways(this: SVGSVGElement, event: WheelEvent): void {
  if (!isSideways(event)) return;
  event.preventDefault();
  timeWindow.value = shifted(timeWindow.value, event.deltaX / this.clientWidth);
  isFollowing.value = shows(timeWindow.value, now.peek());
}
