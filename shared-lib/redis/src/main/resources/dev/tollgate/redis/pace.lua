-- Takes the next slot of a destination. Atomic, as Redis runs one script at a time; that closes the race
-- between two who look for room at once.
--
-- The list holds when each of the last sends goes out, in order: as many as an interval allows, no more.
-- One that many places further on has room as soon as the interval since the first of them is over.
--
-- KEYS  1 slots
-- ARGV  1 sends allowed in an interval, 2 its length in ms, 3 sends, 4 how far ahead in ms
-- Answers 1 if the slot is taken, else 0; and how long until it in ms

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local allowed, per, sends = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local together = math.min(sends, allowed)
local due = math.max(now, tonumber(redis.call('LINDEX', KEYS[1], -1) or now))
local leaves = redis.call('LINDEX', KEYS[1], together - allowed - 1)
if leaves then
  due = math.max(due, leaves + per)
end
if due - now > tonumber(ARGV[4]) then
  return {0, due - now}
end
local slots, last = {}, due
for i = 0, sends - 1 do
  last = due + math.floor(i / allowed) * per
  slots[i + 1] = last
end
redis.call('RPUSH', KEYS[1], unpack(slots))
redis.call('LTRIM', KEYS[1], -allowed, -1)
redis.call('PEXPIRE', KEYS[1], last + per - now)
return {1, due - now}
