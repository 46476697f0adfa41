import { setFlagsFromString } from 'node:v8';

/**
 * Turns off V8's pretenuring, which allocates objects in the old generation if objects from the same allocation site
 * survived collections. Under load that hits most objects of a response; they then wait for a full collection. Without
 * pretenuring uncached requests take 10 to 30 % less memory at the peak, and up to a tenth less CPU time.
 */
export const disablePretenuring = (): void => setFlagsFromString('--no-allocation-site-pretenuring');
