import { computed, signal } from '@preact/signals';
import { scaleTime } from 'd3-scale';
import { useRef } from 'preact/hooks';
import { now } from '../data/clock.ts';
import { knownTasks } from '../data/known-tasks.ts';
import { list } from '../data/list.ts';
import { illnesses, providerOf, sources } from '../data/sources.ts';
import { filter, setOpen, view } from '../data/view.ts';
import { matches } from '../filter/matches.ts';
import { momentText } from '../words/time.ts';
import { Axis } from './axis.tsx';
import { onLineKey } from './keys.ts';
import { LaneLabels } from './lane-labels.tsx';
import { type Bar, lanesOf } from './lanes.ts';
import { barAt, heightOf, measures, type PlacedLane, frameOfOpen, placeLanes } from './layout.ts';
import { pathsOf } from './paths.ts';
import { BarTip } from './tip.tsx';
import { LineTools } from './tools.tsx';
import { timeWindow } from './time-window.ts';
import { useWidth } from './width.ts';
import { useZoom } from './zoom.ts';

const width = signal(900);

/** The tasks of the line: all that the board knows and the filter passes, listed or not. */
export const lineTasks = computed(() => {
  const moment = now.peek();
  return Array.from(knownTasks.value.values()).filter((task) => matches(task, filter.value, providerOf, moment));
});

/** The shortest bar in milliseconds, in steps of two: rows are arranged anew only at some of the steps of a zoom. */
const shortest = computed(() => {
  const { from, to } = timeWindow.value;
  return 2 ** Math.ceil(Math.log2(((to - from) / width.value) * measures.shortestBar));
});

/** The lanes of the sources that the filter passes. */
const lanes = computed(() => {
  const { sources: keys, providers } = filter.value;
  const shown = (sources.value ?? []).filter(
    ({ key, provider }) =>
      (keys.length === 0 || keys.includes(key)) && (providers.length === 0 || providers.includes(provider)),
  );
  return placeLanes(lanesOf(shown, lineTasks.value, shortest.value));
});

const scale = computed(() => scaleTime().domain([timeWindow.value.from, timeWindow.value.to]).range([0, width.value]));

const hovered = signal<{ readonly bar: Bar; readonly left: number; readonly top: number } | null>(null);

/** The line: tasks as bars on an axis of time, a lane for each source. */
export function Line() {
  const frame = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  useWidth(frame, width);
  useZoom(drawing, width);
  const x = scale.value;
  const height = heightOf(lanes.value);
  const find = (event: MouseEvent): void => {
    const { left, top } = frame.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const point = { left: event.clientX - left, top: event.clientY - top };
    const bar = barAt(lanes.value, point, x, now.value);
    hovered.value = bar && { bar, ...point };
  };
  const unfinished = lineTasks.value.filter(({ status }) => status === 'RUNNING').length;
  const { from, to } = timeWindow.value;
  return (
    <section class="panel line" aria-labelledby="line-title">
      <LineTools />
      <div class="lanes">
        <LaneLabels lanes={lanes.value} height={height} />
        <div
          class="frame"
          ref={frame}
          role="group"
          tabIndex={0}
          aria-label={`${lineTasks.value.length} tasks on a line of time, ${unfinished} running, from ${momentText(from, now.value)} to ${momentText(to, now.value)}. The table below has the same tasks.`}
          aria-keyshortcuts="h d w n + - ArrowLeft ArrowRight"
          aria-describedby="line-keys"
          onKeyDown={onLineKey}
        >
          <svg
            ref={drawing}
            width={width.value}
            height={height}
            aria-hidden="true"
            class={hovered.value ? 'drawing on-bar' : 'drawing'}
            onMouseMove={find}
            onMouseLeave={() => (hovered.value = null)}
            onClick={(event) => {
              find(event);
              if (hovered.value) setOpen(hovered.value.bar.task.id);
            }}
          >
            <Hatching />
            {lanes.value.map((lane) => (
              <LaneGround key={lane.source.key} lane={lane} width={width.value} />
            ))}
            <Unloaded x={x} height={height} />
            <Axis scale={x} width={width.value} height={height} />
            {pathsOf(lanes.value, x, now.value, width.value).map(({ status, isCrowded, outline }) => (
              <path
                key={`${status} ${isCrowded}`}
                class={`bars of-${status}${isCrowded ? ' crowded' : ''}`}
                data-status={status}
                d={outline}
              />
            ))}
            <path class="opened" d={frameOfOpen(lanes.value, view.value.open, x, now.value)} />
            <Now x={x(now.value)} height={height} />
          </svg>
          {hovered.value && <BarTip {...hovered.value} width={width.value} />}
        </div>
      </div>
    </section>
  );
}

const Hatching = () => (
  <defs>
    <pattern id="hatching" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="hatch" d="M0 0v8" />
    </pattern>
  </defs>
);

/** What lies under the bars of a lane; hatched where its source cannot be read. */
const LaneGround = ({ lane, width: right }: { readonly lane: PlacedLane; readonly width: number }) => {
  const isIll = illnesses.value.has(lane.source.key);
  return (
    <>
      <path class="lane-edge" d={`M0 ${lane.top + 0.5}h${right}`} />
      {isIll && (
        <rect class="ill" data-source={lane.source.key} x="0" y={lane.top + 1} width={right} height={lane.height - 1} />
      )}
    </>
  );
};

/** The time of which no tasks are loaded yet. */
function Unloaded({ x, height }: { readonly x: (time: number) => number; readonly height: number }) {
  const { value } = list;
  if (value.at !== 'ready' || value.next === null) return null;
  const oldest = value.ids.map((id) => knownTasks.value.get(id)?.createdAt ?? null).findLast((date) => date !== null);
  if (oldest === undefined || oldest === null) return null;
  const right = x(Date.parse(oldest));
  if (right <= 0) return null;
  return <rect class="unloaded" x="0" y={measures.axis} width={right} height={height - measures.axis} />;
}

const Now = ({ x, height }: { readonly x: number; readonly height: number }) => (
  <g class="now" transform={`translate(${x.toFixed(1)} 0)`}>
    <path d={`M0 ${measures.axis - 6}V${height}`} />
    <circle cx="0" cy={measures.axis - 6} r="3.5" />
  </g>
);
