import { Cancellation } from '../platform/cancellation.ts';
import type { Ask, Question } from './layers.ts';
import type { Standing } from './still-pages.ts';
import type { Caller } from './upstream.ts';

/** How long the renewal of a page may take, in milliseconds, its wait behind queries included. */
const renewalMs = 10_000;

/** A caller of its own, which goes on when the client that met the page has gone, and lets queries go first. */
function renewer({ principal, span }: Caller): { readonly caller: Caller; release(): void } {
  const cancellation = new Cancellation();
  const timeIsUp = () => cancellation.cancel(new DOMException('The time is up.', 'TimeoutError'));
  const timer = setTimeout(timeIsUp, renewalMs).unref();
  const deadline = performance.now() + renewalMs;
  return { caller: { cancellation, deadline, principal, span, yields: true }, release: () => clearTimeout(timer) };
}

/** Asks again for a page that is served meanwhile, by one call however many meet it. */
export function renew(question: Question, standing: Standing, next: Ask<Question>): void {
  if (standing.renewal !== 'NONE') return;
  standing.renewal = 'UNDER_WAY';
  const { caller, release } = renewer(question.caller);
  // Whoever asks next asks for itself, and hears why it fails.
  const failed = () => (standing.renewal = 'FAILED');
  next({ ...question, caller })
    .catch(failed)
    .finally(release);
}
