-- Credits what is leased of a generation and not credited yet. 't' only grows, so a credit that comes
-- twice, late, or for somebody else's lease counts once; 'g' only grows, so a caller that was overtaken
-- by a newer generation changes nothing.
--
-- KEYS  1 budget
-- ARGV  1 run, 2 generation, 3 base, 4 leased, 5 taken outside of these slices, 6 ttl ms
-- Answers 1 and what is available, or 0 if the counters or the generation are others

local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local generation, base, leased = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if run ~= ARGV[1] then
  return {0}
end
local state = redis.call('HMGET', KEYS[1], 'run', 'g', 't', 'a')
local credited, available = base, 0
if state[1] == run and tonumber(state[2]) > generation then
  return {0}
elseif state[1] == run and tonumber(state[2]) == generation then
  credited, available = tonumber(state[3]), tonumber(state[4])
end
if leased > credited then
  available = available + leased - credited
  credited = leased
end
redis.call('HSET', KEYS[1], 'run', run, 'g', generation, 'b', base, 't', credited, 'a', available, 'p', ARGV[5])
redis.call('HDEL', KEYS[1], 'l')
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return {1, available}
