import { randomUUID } from 'node:crypto';
import type { Cancellation } from '../platform/cancellation.ts';
import type { Store } from './store.ts';
import type { StoreScript } from './store-script.ts';

/** How long a claim lasts unless it is renewed, in milliseconds: so long others wait for a replica that has died. */
const claimMs = 9_000;

/** For how long it is known that a message is settled, in milliseconds. */
const settledMs = 24 * 3_600_000;

/** The most messages that are asked for at once. */
const mostAtOnce = 500;

/**
 * Claims messages, or renews claims. Gives for each SETTLED; HELD, by another replica; or OURS. Keys: the messages. Values: a token,
 * how long a claim lasts, and for each message the mark of one that is settled. Whatever else stands there is no claim.
 */
const claimMessages: StoreScript = {
  name: 'tasklineClaim',
  lua: `
local found = {}
for index, key in ipairs(KEYS) do
  local held = redis.pcall('GET', key)
  local left = redis.call('PTTL', key)
  if held == ARGV[2 + index] then
    found[index] = 'SETTLED'
  elseif type(held) == 'string' and held ~= ARGV[1] and left > 0 and left <= tonumber(ARGV[2]) then
    found[index] = 'HELD'
  else
    redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
    found[index] = 'OURS'
  end
end
return found`,
};

/** Ends a claim. Key: the message. Values: the token, the mark of one that is settled or '', and how long that is known. */
const endClaim: StoreScript = {
  name: 'tasklineEndClaim',
  lua: `
if ARGV[2] ~= '' then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
elseif redis.pcall('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return 1`,
};

type Found = 'OURS' | 'SETTLED' | 'HELD';

const isFound = (told: unknown): told is Found => told === 'OURS' || told === 'SETTLED' || told === 'HELD';

/** The messages of one hook, each claimed in the store by the replica that delivers it. */
export class HookClaims {
  readonly #store: Store;
  readonly #hook: string;
  readonly #claimMs: number;
  readonly #token = randomUUID();
  /** The messages that are delivered here. */
  readonly #ours = new Set<string>();
  /** Those that another replica delivers. */
  readonly #waiting = new Map<string, (claimed: 'OURS' | 'SETTLED') => void>();
  #timer: NodeJS.Timeout | null = null;

  /** The name of the hook is the same in all replicas. */
  constructor(store: Store, hook: string, lastsMs = claimMs) {
    this.#store = store;
    this.#hook = hook;
    this.#claimMs = lastsMs;
  }

  /** Waits until a message is to be delivered here, or another replica has settled it. */
  async claim(id: string, cancellation: Cancellation): Promise<'OURS' | 'SETTLED'> {
    const [found = 'OURS'] = await this.#look([id]);
    const claimed = found === 'HELD' ? await this.#wait(id, cancellation) : found;
    if (claimed === 'OURS') this.#ours.add(id);
    this.#watch();
    return claimed;
  }

  /** Tells the others that a message is settled, or left to them. */
  async end(id: string, how: 'SETTLED' | 'LEFT'): Promise<void> {
    this.#ours.delete(id);
    this.#watch();
    const mark = how === 'SETTLED' ? this.#markOf(id) : '';
    await this.#store.run(endClaim, [this.#keyOf(id)], [this.#token, mark, settledMs]);
  }

  async #wait(id: string, cancellation: Cancellation): Promise<'OURS' | 'SETTLED'> {
    const { promise, resolve } = Promise.withResolvers<'OURS' | 'SETTLED'>();
    const leave = (): void => resolve('OURS');
    if (cancellation.isCancelled) leave();
    cancellation.add(leave);
    this.#waiting.set(id, resolve);
    this.#watch();
    const claimed = await promise;
    this.#waiting.delete(id);
    cancellation.remove(leave);
    return claimed;
  }

  /** Renews what is ours and looks for what is not, as long as there is any. */
  #watch(): void {
    const isNeeded = this.#ours.size > 0 || this.#waiting.size > 0;
    if (isNeeded) this.#timer ??= setInterval(() => void this.#renew(), this.#claimMs / 3).unref();
    else if (this.#timer) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
  }

  async #renew(): Promise<void> {
    const ids = [...this.#ours, ...this.#waiting.keys()];
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      const some = ids.slice(from, from + mostAtOnce);
      for (const [index, found] of (await this.#look(some)).entries())
        if (found !== 'HELD') this.#waiting.get(some[index] ?? '')?.(found);
    }
  }

  /** What is known of messages; without the store all are ours. */
  async #look(ids: readonly string[]): Promise<readonly Found[]> {
    const keys = ids.map((id) => this.#keyOf(id));
    const marks = ids.map((id) => this.#markOf(id));
    const told = await this.#store.run(claimMessages, keys, [this.#token, this.#claimMs, ...marks]);
    return ids.map((_, index) => {
      const found: unknown = Array.isArray(told) ? told[index] : undefined;
      return isFound(found) ? found : 'OURS';
    });
  }

  #keyOf(id: string): string {
    return this.#store.keyOf('hooks', 'message', this.#store.seal.nameOf(`message\n${this.#hook}\n${id}`));
  }

  #markOf(id: string): string {
    return this.#store.seal.close(this.#keyOf(id), 'SETTLED');
  }
}
