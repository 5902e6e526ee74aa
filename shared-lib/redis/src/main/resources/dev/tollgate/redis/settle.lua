-- Ends a reservation: frees its place and puts the difference between what it held and what the call
-- cost back into the slices it was drawn from, if they are of the same generation still. The
-- reservation is deleted, so that a second settlement finds nothing. A call whose admission was never
-- heard of may have been drawn from elsewhere: it cost these slices nothing. A call that never ran is
-- taken out of the windows that it was counted in, as far as they still count it.
--
-- KEYS  1 reservation, 2 open reservations, 3 concurrency or the reservation again, then budgets, then
--       the windows to take it out of
-- ARGV  1 invocation, 2 actual cost, 3 budgets, then per budget the generation the call was drawn from
-- Answers 1 if this call ended it, else 0

local cost = redis.call('HGET', KEYS[1], 'cost')
redis.call('ZREM', KEYS[2], ARGV[1])
if not cost then
  return {0}
end
local budgets = tonumber(ARGV[3])
for i = 4, 3 + budgets do
  local generation = redis.call('HGET', KEYS[1], KEYS[i])
  local spent = generation == ARGV[i] and tonumber(ARGV[2]) or 0
  local back = tonumber(cost) - spent
  if back ~= 0 and generation and redis.call('HGET', KEYS[i], 'g') == generation then
    redis.call('HINCRBY', KEYS[i], 'a', back)
  end
end
for i = 4 + budgets, #KEYS do
  local counted = redis.call('HGET', KEYS[1], KEYS[i])
  local bucket, ring = string.match(counted or '', '(%d+)/(%d+)')
  local current = redis.call('HGET', KEYS[i], 'c')
  if bucket and current and current - bucket < tonumber(ring) then
    redis.call('HINCRBY', KEYS[i], string.format('%d', bucket % ring), -1)
    redis.call('HINCRBY', KEYS[i], 's', -1)
  end
end
redis.call('DEL', KEYS[1])
if KEYS[3] ~= KEYS[1] then
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return {1}
