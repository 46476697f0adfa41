import { now } from '../data/clock.ts';
import { illnesses } from '../data/sources.ts';
import { durationText, momentText } from '../words/time.ts';
import { IllIcon } from './icons.tsx';

/** The sources that cannot be read, each with its error and since when. */
export function IllnessList() {
  if (illnesses.value.size === 0) return null;
  return (
    <section class="illnesses" role="alert" aria-label="Sources that cannot be read">
      <ul>
        {Array.from(illnesses.value, ([key, { error, since }]) => (
          <li key={key}>
            <IllIcon />
            <strong>{key}</strong>
            <span>
              {error.message.replace(`${key}: `, '')}{' '}
              <code>{[error.code, error.providerCode].filter((code) => code !== null).join(' ')}</code>
            </span>
            <span class="faint" title={error.requestId === null ? '' : `Request id: ${error.requestId}`}>
              failing since {momentText(since, now.value)}, for {durationText(now.value - since)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
