import { sharedSchema } from '#src/config/shared.ts';
import { ecs, lookUp, startGateway } from '#test/discipline/gateway.ts';
import { startFaultyUpstream } from '#test/faulty-upstream.ts';
import { freePort } from '#test/free-port.ts';
import { metrics, type Scrape, scrape } from './scrape.ts';

/** A scrape of a gateway that has all metrics there are: it would share a store, which is away. */
export async function scrapeAll(): Promise<Scrape> {
  const { url } = await startFaultyUpstream();
  const shared = sharedSchema.parse({ url: `redis://127.0.0.1:${await freePort()}` });
  const { ask, metricsUrl } = await startGateway([ecs(url)], { metrics, shared });
  for (const _ of [1, 2]) await ask(lookUp('t-1'));
  await ask('{ nothing }');
  // What needs none of the above, such as a collection of garbage, has happened meanwhile.
  return scrape(metricsUrl);
}
