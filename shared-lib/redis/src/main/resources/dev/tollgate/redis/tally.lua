-- Adds what one process has counted. Atomic, as Redis runs one script at a time; that closes the race
-- between a batch and itself, tried again by a writer that does not know whether it was added.
--
-- KEYS  1 the number of the writer's last batch, then the sheets
-- ARGV  1 number of the batch, 2 how long it is remembered in s; then for each sheet: how long it is kept
--       in s or 0, entries it has room for, and how many increments follow: entry, the one for want of
--       room, by
-- Answers 1 if it was added, else 0

if tonumber(redis.call('GET', KEYS[1]) or 0) >= tonumber(ARGV[1]) then
  return {0}
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
local at = 3
for i = 2, #KEYS do
  local sheet, kept, most, increments = KEYS[i], tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  at = at + 3
  if kept == 0 then
    redis.call('HSETNX', sheet, 'began', redis.call('TIME')[1])
  end
  for _ = 1, increments do
    local entry = ARGV[at]
    if redis.call('HLEN', sheet) >= most and redis.call('HEXISTS', sheet, entry) == 0 then
      entry = ARGV[at + 1]
    end
    redis.call('HINCRBY', sheet, entry, ARGV[at + 2])
    at = at + 3
  end
  if kept > 0 then
    redis.call('EXPIRE', sheet, kept)
  end
end
return {1}
