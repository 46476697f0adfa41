import type { RequestLot, RequestLots } from '../access/shared-requests.ts';
import { clockInLua } from './clock-in-lua.ts';
import type { Store } from './store.ts';
import type { StoreScript } from './store-script.ts';

/**
 * Takes requests from a token bucket that holds a second's worth. ARGV: requests a second, how many are needed, and how many
 * more are welcome. The latter come from the upper half of the bucket only, so that no replica hoards the last ones.
 * Gives how many were taken, and the wait in milliseconds until there is another.
 */
const takeRequests: StoreScript = {
  name: 'tasklineRequests',
  lua: `${clockInLua}
local per_second, needed, spare = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local now = milliseconds()
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(held[1]), tonumber(held[2])
-- Others can write there too: values that cannot be are taken for a full bucket.
if not tokens or not at or not (tokens >= 0 and tokens <= per_second) or not (at <= now + 1000) then
  tokens, at = per_second, now
end
tokens = math.min(per_second, tokens + math.max(0, now - at) / 1000 * per_second)
local taken = math.min(needed, math.floor(tokens))
if taken == needed then
  taken = taken + math.max(0, math.min(spare, math.floor(tokens - needed - per_second / 2)))
end
tokens = tokens - taken
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', tokens), 'at', string.format('%.17g', math.max(now, at)))
redis.call('PEXPIRE', KEYS[1], 2000)
local wait = 0
if taken < needed then wait = math.max(0, 1 - tokens) / per_second * 1000 end
return { tostring(taken), string.format('%.17g', wait) }`,
};

/** The requests of each caller, counted in the store under a name from which the caller cannot be told. */
export class CallerRequests implements RequestLots {
  readonly #store: Store;
  readonly #perSecond: number;

  constructor(store: Store, perSecond: number) {
    this.#store = store;
    this.#perSecond = perSecond;
  }

  get isReachable(): boolean {
    return this.#store.isJoined;
  }

  async take(caller: string, needed: number, spare: number): Promise<RequestLot | undefined> {
    const name = this.#store.seal.nameOf(`caller\n${caller}`);
    const key = this.#store.keyOf(name, 'requests', 'bucket');
    const told = await this.#store.run(takeRequests, [key], [this.#perSecond, needed, spare]);
    if (!Array.isArray(told) || told.length !== 2) return undefined;
    const [requests, waitMs] = told.map(Number) as [number, number];
    return { requests, waitMs };
  }
}
