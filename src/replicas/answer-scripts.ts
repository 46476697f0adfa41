import { clockInLua } from './clock-in-lua.ts';
import type { StoreScript } from './store-script.ts';

/** How long a lease lasts unless it is renewed, in milliseconds: so long others wait for a replica that has died. */
export const leaseMs = 1_500;

/**
 * What is wanted under a name. LOOK: the answer, or a lease if there is none. LEASE: a lease, also if there is an answer. NOTHING:
 * neither; the script tells the time of the store.
 */
export type Wanted = 'LOOK' | 'LEASE' | 'NOTHING';

/**
 * Looks for answers. Gives the time of the store, then for each name `1` and the answer as it is sealed; `2` where a lease was
 * granted to who asks; `3` and how long the lease of another lasts, which notes that it is waited for; or `0`.
 *
 * Keys: of each name its answer, and its lease. Values: a token, how long a lease lasts, and what is wanted under each name.
 * Whatever else stands under a key is no answer, and no lease.
 */
export const lookScript: StoreScript = {
  name: 'tasklineLook',
  lua: `${clockInLua}
local found = { math.floor(milliseconds()) }
for index = 1, #KEYS / 2 do
  local answer, lease, wanted = KEYS[2 * index - 1], KEYS[2 * index], ARGV[2 + index]
  local sealed = false
  if wanted == 'LOOK' then
    sealed = redis.pcall('GET', answer)
    if type(sealed) == 'table' then sealed = '' end
  end
  if sealed then
    found[index + 1] = { 1, sealed }
  elseif wanted == 'NOTHING' then
    found[index + 1] = { 0 }
  else
    local held = redis.pcall('GET', lease)
    local left = redis.call('PTTL', lease)
    if type(held) == 'string' and left > 0 and left <= tonumber(ARGV[2]) then
      if string.sub(held, -1) ~= '+' then redis.call('APPEND', lease, '+') end
      found[index + 1] = { 3, left }
    else
      redis.call('SET', lease, ARGV[1], 'PX', ARGV[2])
      found[index + 1] = { 2 }
    end
  end
end
return found`,
};

/** Renews leases. Keys: the leases. Values: their token, and how long they last. */
export const renewScript: StoreScript = {
  name: 'tasklineRenew',
  lua: `
for _, lease in ipairs(KEYS) do
  local held = redis.pcall('GET', lease)
  if held == ARGV[1] or held == ARGV[1] .. '+' then redis.call('PEXPIRE', lease, ARGV[2]) end
end
return 1`,
};

/** How long a lease goes on for those who wait for it, while they hear why there is no answer, in milliseconds. */
export const whileToldMs = 100;

/** How long an answer that is not worth remembering is left at most, in milliseconds, for those who take older ones. */
export const longestKeptMs = 60_000;

/**
 * Leaves answers, and gives back the leases. Gives for each name 1 if the answer is waited for, else 0. An answer is kept as long
 * as the one in whose place it comes would have been, for those who take older ones.
 *
 * Keys: of each name its answer, and its lease. Values: the token of the leases, and for each name its answer as it is sealed
 * and until when it is kept by the time of the store; or '' for none, and how long the lease goes on for those who wait.
 */
export const leaveScript: StoreScript = {
  name: 'tasklineLeave',
  lua: `${clockInLua}
local now = math.floor(milliseconds())
local awaited = {}
for index = 1, #KEYS / 2 do
  local answer, lease = KEYS[2 * index - 1], KEYS[2 * index]
  local sealed, number = ARGV[2 * index], tonumber(ARGV[2 * index + 1])
  local left = math.floor(number - now)
  if sealed ~= '' then left = math.max(left, math.min(redis.call('PTTL', answer), ${longestKeptMs})) end
  if sealed ~= '' and left > 0 then redis.pcall('SET', answer, sealed, 'PX', string.format('%d', left)) end
  local held = redis.pcall('GET', lease)
  local isAwaited = held == ARGV[1] .. '+'
  if isAwaited and sealed == '' and number > 0 then
    redis.call('PEXPIRE', lease, number)
  elseif isAwaited or held == ARGV[1] then
    redis.call('DEL', lease)
  end
  awaited[index] = isAwaited and 1 or 0
end
return awaited`,
};
