import { move, showNow, showSpan, zoomBy } from './moves.ts';
import { namedSpans } from './window.ts';

const actions = new Map<string, () => void>([
  ['ArrowLeft', () => move(-0.2)],
  ['ArrowRight', () => move(0.2)],
  ['+', () => zoomBy(1 / 1.5)],
  ['=', () => zoomBy(1 / 1.5)],
  ['-', () => zoomBy(1.5)],
  ['n', showNow],
  ...namedSpans.map(({ key, span }): [string, () => void] => [key, () => showSpan(span)]),
]);

/** The keys that move the line while it has the focus. */
export function onLineKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = actions.get(event.key);
  if (!action) return;
  event.preventDefault();
  action();
}
