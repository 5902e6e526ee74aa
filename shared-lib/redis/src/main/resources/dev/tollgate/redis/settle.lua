-- Ends a reservation: frees its place and puts the difference between what it held and what the call
-- cost back into the slices it was drawn from, if they are of the same generation still. The
-- reservation is deleted, so that a second settlement finds nothing.
--
-- KEYS  1 reservation, 2 open reservations, 3 concurrency or the reservation again, then budgets
-- ARGV  1 invocation, 2 actual cost
-- Answers 1 if this call ended it, else 0

local cost = redis.call('HGET', KEYS[1], 'cost')
redis.call('ZREM', KEYS[2], ARGV[1])
if not cost then
  return {0}
end
local difference = tonumber(cost) - tonumber(ARGV[2])
for i = 4, #KEYS do
  local generation = redis.call('HGET', KEYS[1], KEYS[i])
  if difference ~= 0 and generation and redis.call('HGET', KEYS[i], 'g') == generation then
    redis.call('HINCRBY', KEYS[i], 'a', difference)
  end
end
redis.call('DEL', KEYS[1])
if KEYS[3] ~= KEYS[1] then
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return {1}
