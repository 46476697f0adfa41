import { Cancellation } from '../platform/cancellation.ts';
import type { Ask, CallerRequest } from './layers.ts';
import type { PageHistory } from './still-pages.ts';
import type { Caller } from './upstream.ts';

/** How long the renewal of a page may take, in milliseconds, its wait behind queries included. */
const renewalMs = 10_000;

/** The caller of a renewal: it does not end with the client that asked for the page, and lets queries go first. */
function renewer({ principal, span }: Caller): { readonly caller: Caller; release(): void } {
  const cancellation = new Cancellation();
  const timeIsUp = () => cancellation.cancel(new DOMException('The time is up.', 'TimeoutError'));
  const timer = setTimeout(timeIsUp, renewalMs).unref();
  const deadline = performance.now() + renewalMs;
  return { caller: { cancellation, deadline, principal, span, yields: true }, release: () => clearTimeout(timer) };
}

/**
 * Stale-while-revalidate: asks again for a page that is served from the cache meanwhile, by one call for all who ask for it.
 */
export function renew(request: CallerRequest, history: PageHistory, next: Ask<CallerRequest>): void {
  if (history.renewal !== 'NONE') return;
  history.renewal = 'UNDER_WAY';
  const { caller, release } = renewer(request.caller);
  // The next caller then asks for itself, and gets the error if it fails again.
  const failed = () => (history.renewal = 'FAILED');
  next({ ...request, caller })
    .catch(failed)
    .finally(release);
}
