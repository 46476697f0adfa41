/** What a script calls to know the store's time, in milliseconds: the clocks of replicas differ. */
export const clockInLua = `
local function milliseconds()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end`;
