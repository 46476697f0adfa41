import type { StoreScript } from './store-script.ts';

/** The state of a message. OURS: this replica delivers it. HELD: another replica does. SETTLED: nobody has to any more. */
export type ClaimState = 'OURS' | 'SETTLED' | 'HELD';

/** Whether a script has told the state of a message. */
export const isClaimState = (told: unknown): told is ClaimState =>
  told === 'OURS' || told === 'SETTLED' || told === 'HELD';

/**
 * Claims messages, or renews claims. Gives for each its state. Keys: the messages. Values: the token of this replica, how long a
 * claim lasts, and for each message the mark of one that is settled. Whatever else stands under a key is no claim.
 */
export const claimMessages: StoreScript = {
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

/** Ends a claim. Key: the message. Values: the token, the mark of a settled message or '', and how long that mark is kept. */
export const endClaim: StoreScript = {
  name: 'tasklineEndClaim',
  lua: `
if ARGV[2] ~= '' then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
elseif redis.pcall('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return 1`,
};
