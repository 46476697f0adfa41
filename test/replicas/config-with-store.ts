import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { ecsSource } from './asking.ts';

/** A configuration with a store, over an upstream that has every task; a store on a busy machine is late, which is another fault. */
export async function configWithStore(url: string) {
  const upstream = await startFaultyUpstream();
  return { sources: [ecsSource(upstream.url)], shared: { url, timeoutMs: 5_000 } };
}
