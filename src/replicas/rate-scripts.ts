import { burstMs } from '../upstream/rate.ts';
import { clockInLua } from './clock-in-lua.ts';
import { rateRuleInLua } from './rate-rule.ts';
import type { StoreScript } from './store-script.ts';

/**
 * What all scripts of a rate begin with. KEYS[1] is its hash: `from`, `to`, `since` and `asked` of a cut; `next`, when the next
 * attempt is due; and `rest`, until when the provider asks for rest. ARGV begins with the configured rate, 0 for none, and with
 * the longest rest. Others can write there too: values that cannot be are left aside, or cut to the most that they can be.
 */
const hashInLua = `
local configured, longest_rest = tonumber(ARGV[1]), tonumber(ARGV[2])
if configured == 0 then configured = math.huge end
local now = milliseconds()

if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
local held = redis.call('HMGET', KEYS[1], 'from', 'to', 'since', 'asked', 'next', 'rest')
for field = 1, 6 do
  held[field] = tonumber(held[field])
  if held[field] ~= held[field] then held[field] = nil end
end
local state
if held[1] and held[2] and held[3] and held[1] >= 1 and held[1] <= held[2] and held[2] < math.huge and held[3] <= now + 1000 then
  state = { from = held[1], to = held[2], since = math.min(held[3], now), asked = held[4] }
end
state = when_recovered(state, configured, now)
-- The slowest rate is one a second.
local next = math.min(held[5] or 0, now + 1000)
local rest = math.min(held[6] or 0, now + longest_rest)

local function text(number) return string.format('%.17g', number) end

local function keep()
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'next', text(next), 'rest', text(rest))
  if state then redis.call('HSET', KEYS[1], 'from', text(state.from), 'to', text(state.to), 'since', text(state.since)) end
  if state and state.asked then redis.call('HSET', KEYS[1], 'asked', text(state.asked)) end
  -- The longest recovery takes 40 seconds.
  redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(60000, rest - now + 1000)))
end

local function known(...)
  local cut = { '', '', '' }
  if state then cut = { text(state.from), text(state.to), text(now - state.since) } end
  return { cut[1], cut[2], cut[3], text(math.max(0, rest - now)), ... }
end
`;

const rateScript = (name: string, lua: string): StoreScript => ({
  name,
  lua: `${clockInLua}\n${rateRuleInLua}\n${hashInLua}\n${lua}`,
});

/**
 * Takes places for ARGV[3] attempts. Then follows what the replica knows of the rate and the store may not: from, to, age and
 * rest, or empty texts. Of two cuts the one that leaves less counts.
 */
export const takePlaces = rateScript(
  'tasklineRateTake',
  `
local wanted, from, to = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
if from and to then
  local own = { from = from, to = to, since = now - tonumber(ARGV[6]) }
  if rate_at(own, configured, now) < rate_at(state, configured, now) then state = own end
end
rest = math.max(rest, now + (tonumber(ARGV[7]) or 0))

local taken, wait = 0, math.max(0, rest - now)
local rate = rate_at(state, configured, now)
if rate == math.huge then
  if wait == 0 then taken = wanted end
else
  local tolerance = math.max(0, ${burstMs} - 1000 / rate)
  wait = math.max(wait, next - now - tolerance)
  while wait <= 0 and taken < wanted do
    taken = taken + 1
    next = math.max(next, now) + 1000 / rate
    wait = next - now - tolerance
  end
end
keep()
return known(tostring(taken), text(math.max(0, wait)))`,
);

/**
 * Cuts the rate, once for all: ARGV[3] is the rest that the provider asks for, ARGV[4] what the replica has asked in the last
 * second. Tells whether others have to know: the time of the cut, or 'rest', or nothing.
 */
export const cutRate = rateScript(
  'tasklineRateCut',
  `
local until_then = now + math.min(tonumber(ARGV[3]), longest_rest)
local news = ''
if until_then > now and until_then > rest + 100 then news = 'rest' end
rest = math.max(rest, until_then)
local before = state
state = when_throttled(state, configured, now, tonumber(ARGV[4]))
if state ~= before then news = text(state.since) end
keep()
return known(news)`,
);

/**
 * Learns what others have told. Of a rate that knew no bound ARGV[3] is the time of the cut, and ARGV[4] what this replica has
 * asked in the last second: the cut leaves half of what all have asked.
 */
export const hearRate = rateScript(
  'tasklineRateHear',
  `
if state and state.asked and text(state.since) == ARGV[3] then
  state = first_cut(state.asked + tonumber(ARGV[4]), state.since)
  keep()
end
return known()`,
);
