import fc from 'fast-check';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { rateRuleInLua } from '#src/replicas/rate-rule.ts';
import { full, rateAt, type RateState, whenRecovered, whenThrottled } from '#src/upstream/rate-state.ts';
import { startStoreServer, storeProgram } from './store-server.ts';

/** The provider throttles, or the rate is asked for, so long after what was before; `asked` is of the last second. */
interface Step {
  readonly afterMs: number;
  readonly isThrottled: boolean;
  readonly asked: number;
}

/** The rates after each step, by the script's rule. */
const followInLua = `${rateRuleInLua}
local configured = tonumber(ARGV[1])
if configured == 0 then configured = math.huge end
local now, state, rates = 0, nil, {}
for _, step in ipairs(cjson.decode(ARGV[2])) do
  now = now + step.afterMs
  if step.isThrottled then state = when_throttled(state, configured, now, step.asked)
  else state = when_recovered(state, configured, now) end
  rates[#rates + 1] = string.format('%.17g', rate_at(state, configured, now))
end
return rates`;

function follow(requestsPerSecond: number | undefined, steps: readonly Step[]): number[] {
  const limits = { requestsPerSecond };
  let now = 0;
  let state: RateState = full;
  return steps.map(({ afterMs, isThrottled, asked }) => {
    now += afterMs;
    state = isThrottled ? whenThrottled(state, limits, now, asked) : whenRecovered(state, limits, now);
    return rateAt(state, limits, now);
  });
}

const step = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 0, max: 1_500 }), fc.double({ min: 0, max: 30_000, noNaN: true })),
  isThrottled: fc.boolean(),
  asked: fc.integer({ min: 0, max: 5_000 }),
});

describe.skipIf(!storeProgram)('the rule of rates in the store', () => {
  test('is that of one process', async () => {
    const { port } = await startStoreServer();
    const redis = new Redis(port);
    onTestFinished(() => redis.disconnect());
    const cases = fc.asyncProperty(
      fc.option(fc.integer({ min: 1, max: 3_000 }), { nil: undefined }),
      fc.array(step, { maxLength: 40 }),
      async (requestsPerSecond, steps) => {
        // The store's JSON has 14 digits.
        const sent = steps.map((each) => ({ ...each, afterMs: Math.round(each.afterMs * 1_000) / 1_000 }));
        const told = await redis.eval(followInLua, 0, requestsPerSecond ?? 0, JSON.stringify(sent));
        const rates = (told as string[]).map((text) => (text === 'inf' ? Infinity : Number(text)));
        const expected = follow(requestsPerSecond, sent);
        expect(rates).toHaveLength(expected.length);
        rates.forEach((rate, index) => expect(rate).toBeCloseTo(expected[index] ?? NaN, 6));
      },
    );
    await fc.assert(cases, { numRuns: 150 });
  });
});
