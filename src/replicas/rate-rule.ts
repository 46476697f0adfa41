import { rateRule } from '../upstream/rate-state.ts';

/**
 * How a rate is cut and recovers, as `upstream/rate-state.ts` has it, in Lua for scripts. A state is a table with `from`, `to` and
 * `since`, or nil where the rate is not cut; math.huge as the configured rate means that none is configured.
 */
export const rateRuleInLua = `
local function rate_at(state, configured, now)
  if not state then return configured end
  local gain = math.max(${rateRule.leastGain}, state.to * ${rateRule.gainShare})
  local recovered = state.from + gain * (now - state.since) / 1000
  if recovered < state.to then return recovered end
  return configured
end

local function when_recovered(state, configured, now)
  if state and rate_at(state, configured, now) >= state.to then return nil end
  return state
end

local function first_cut(asked, now)
  local before = math.max(asked, ${2 * rateRule.firstCut})
  return { from = before / 2, to = 2 * before, since = now, asked = asked }
end

local function when_throttled(state, configured, now, asked)
  local current = when_recovered(state, configured, now)
  if current and now - current.since < ${rateRule.cutEveryMs} then return current end
  local before = rate_at(current, configured, now)
  if before == math.huge then return first_cut(asked, now) end
  local to = math.min(configured, 2 * before)
  if current then to = current.to end
  return { from = math.max(1, before / 2), to = to, since = now }
end`;
