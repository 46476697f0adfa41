import { pollMs } from '../data/polling.ts';
import { streamState, type StreamState } from '../data/stream-state.ts';

const words: Readonly<Record<StreamState['at'], readonly [string, string]>> = {
  connecting: ['Connecting', 'The stream of changes is being opened.'],
  live: ['Live', 'Changes are shown as they happen.'],
  lost: ['Reconnecting', `The stream has broken off; until it is back the board asks every ${pollMs / 1_000} seconds.`],
  locked: ['Waiting for a key', 'The key has ended; the stream is opened with another.'],
  unsupported: ['Polling', `There is no stream here; the board asks every ${pollMs / 1_000} seconds.`],
};

/** Whether the board is told of changes as they happen. */
export function StreamMark() {
  const { at } = streamState.value;
  const [text, meaning] = words[at];
  return (
    <span class={`stream ${at}`} role="status" title={meaning}>
      <i aria-hidden="true" /> {text}
    </span>
  );
}
