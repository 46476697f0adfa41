import { clockInLua } from './clock-in-lua.ts';
import type { StoreScript } from './store-script.ts';

/** Each script tells the time, the record and an answer. What is no text is not of a replica: it counts as nothing, and is written over. */
const opening = `${clockInLua}
local function held(key)
  local value = redis.pcall('GET', key)
  return type(value) == 'string' and value or ''
end
local now = math.floor(milliseconds())
`;

/** Reads the record of a key. */
export const readKey: StoreScript = {
  name: 'tasklineReadKey',
  lua: `${opening} return {now, held(KEYS[1]), ''}`,
};

/** Takes the trial of a key, unless its record is not as it is known, or another replica has the trial. Answer: who has the trial. */
export const claimKey: StoreScript = {
  name: 'tasklineClaimKey',
  lua: `${opening}
local known, lease, leaseMs, disregarded = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local record, holder = held(KEYS[1]), held(KEYS[2])
if record ~= known then return {now, record, ''} end
if holder ~= '' and holder ~= disregarded then return {now, record, holder} end
redis.call('SET', KEYS[2], lease, 'PX', leaseMs)
return {now, record, lease}
`,
};

/** Writes the record of a key, unless it is not as it is known, and ends the trial that led to it. Answer: `written` if it did. */
export const writeKey: StoreScript = {
  name: 'tasklineWriteKey',
  lua: `${opening}
local known, record, keptMs, lease = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if held(KEYS[1]) ~= known then return {now, held(KEYS[1]), ''} end
redis.call('SET', KEYS[1], record, 'PX', keptMs)
if lease ~= '' and held(KEYS[2]) == lease then redis.call('DEL', KEYS[2]) end
return {now, record, 'written'}
`,
};

/** Gives back the trial of a key. */
export const releaseKey: StoreScript = {
  name: 'tasklineReleaseKey',
  lua: `${opening}
if held(KEYS[2]) == ARGV[1] then redis.call('DEL', KEYS[2]) end
return {now, held(KEYS[1]), ''}
`,
};
