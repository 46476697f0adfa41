/** Defines `milliseconds()`, the time of the store, for scripts: the clocks of replicas differ. */
export const clockInLua = `
local function milliseconds()
  local time = redis.call('TIME')
  return time[1] * 1000 + time[2] / 1000
end`;
