-- Credits what is leased of a generation and not credited yet. 't' only grows, so a credit that comes
-- twice, late, or for somebody else's lease counts once; 'g' only grows, so a caller that was overtaken
-- by a newer generation changes nothing. 'k' only grows: what an older look at the account says of the
-- rest is not believed.
--
-- KEYS  1 budget
-- ARGV  1 life, 2 when the counters asked, 3 generation, 4 base, 5 leased, 6 taken outside of these
--       slices, 7 taken in all, 8 ttl ms
-- Answers 1 and what is available, or 0 if the slices or the generation are others

local info = redis.call('INFO', 'server', 'replication')
local server = string.match(info, 'run_id:(%w+)') .. '.' .. string.match(info, 'master_replid:(%w+)')
local state = redis.call('HMGET', KEYS[1], 'run', 'g', 't', 'a', 'k')
if state[1] ~= ARGV[1] or string.sub(ARGV[1], 1, #server) ~= server then
  return {0}
end
local asked, generation, base, leased = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local credited, available, known = base, 0, 0
if tonumber(state[2]) > generation then
  return {0}
elseif tonumber(state[2]) == generation then
  credited, available, known = tonumber(state[3]), tonumber(state[4]), tonumber(state[5])
end
if leased > credited then
  available = available + leased - credited
  credited = leased
end
redis.call('HSET', KEYS[1], 'g', generation, 'b', base, 't', credited, 'a', available)
if asked >= known then
  redis.call('HSET', KEYS[1], 'p', ARGV[6], 'n', ARGV[7], 'k', asked)
end
redis.call('HDEL', KEYS[1], 'l')
redis.call('PEXPIRE', KEYS[1], ARGV[8])
return {1, available}
