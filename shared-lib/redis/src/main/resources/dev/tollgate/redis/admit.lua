-- Decides on rate windows, concurrency and budget slices of one call: all of them or none, in one
-- round trip. Everything in here is atomic, since Redis runs one script at a time; that closes every
-- race between check and count.
--
-- KEYS  1 reservation, 2 open reservations, then rate windows, concurrency (0 or 1), budgets
-- ARGV  1 invocation, 2 cost, 3 reservation ttl ms, 4 leasing lock ms, 5 rates, 6 concurrency, 7 budgets
--       per rate: limit, sub-bucket ms, sub-buckets counted
--       per concurrency: limit, lease ms
--       per budget: limit, 1 if hard, ttl ms
-- Answers (first element): 0 admitted, 1 rate, 2 concurrency, 3 over the limit, 4 lease needed, 5 busy

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- The life of this server. Slices that outlived it on disk, or on a replica, may have lost draws: they
-- belong to another run and count for nothing.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')

local invocation, cost = ARGV[1], tonumber(ARGV[2])
local rates, places, budgets = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local key, arg = 2, 7

-- Rate windows -------------------------------------------------------------------------------------
-- A window is a hash: 's' the sum, 'c' the current sub-bucket, and a ring of counts.
local windows = {}
local binding, longest = 0, -1
for i = 1, rates do
  local w = {
    key = KEYS[key + i],
    limit = tonumber(ARGV[arg + 1]),
    width = tonumber(ARGV[arg + 2]),
    ring = tonumber(ARGV[arg + 3])
  }
  arg = arg + 3
  local bucket = math.floor(now / w.width)
  local state = redis.call('HMGET', w.key, 's', 'c')
  local sum, current = tonumber(state[1] or 0), tonumber(state[2] or bucket)
  if bucket - current >= w.ring then
    redis.call('DEL', w.key)
    sum = 0
    current = bucket
  elseif bucket > current then
    local slots = {}
    for b = current + 1, bucket do
      slots[#slots + 1] = b % w.ring
    end
    for _, count in ipairs(redis.call('HMGET', w.key, unpack(slots))) do
      if count then sum = sum - count end
    end
    redis.call('HDEL', w.key, unpack(slots))
    redis.call('HSET', w.key, 's', sum, 'c', bucket)
    current = bucket
  end
  w.bucket, w.sum = current, sum
  windows[i] = w
  if sum + 1 > w.limit then
    local slots = {}
    for b = current - w.ring + 1, current do
      slots[#slots + 1] = b % w.ring
    end
    local left, wait = sum, 0
    for j, count in ipairs(redis.call('HMGET', w.key, unpack(slots))) do
      if count then left = left - count end
      if left < w.limit then
        wait = (current + j) * w.width - now
        break
      end
    end
    if wait > longest then
      binding, longest = i, wait
    end
  end
end
if binding > 0 then
  return {1, binding, longest}
end
key = key + rates

-- Concurrency --------------------------------------------------------------------------------------
local place = nil
if places == 1 then
  place = {key = KEYS[key + 1], limit = tonumber(ARGV[arg + 1]), lease = tonumber(ARGV[arg + 2])}
  key, arg = key + 1, arg + 2
  redis.call('ZREMRANGEBYSCORE', place.key, '-inf', now)
  if redis.call('ZCARD', place.key) >= place.limit then
    return {2}
  end
end

-- Budgets ------------------------------------------------------------------------------------------
-- A budget's slices are a hash: 'run' and 'g' the life and generation, 'b' the base, 't' how far
-- leases are credited, 'a' what is available, 'p' what the limit lost outside of these slices, 'l'
-- until when somebody is leasing.
local drawn, short, busy = {}, {}, false
for i = 1, budgets do
  local b = {key = KEYS[key + i], limit = tonumber(ARGV[arg + 1]), hard = ARGV[arg + 2] == '1', ttl = ARGV[arg + 3]}
  arg = arg + 3
  local state = redis.call('HMGET', b.key, 'run', 'g', 'b', 't', 'a', 'p', 'l')
  if state[1] == run then
    b.generation, b.available = state[2], tonumber(state[5])
    b.used = state[6] + state[4] - state[3] - b.available
  else
    b.generation, b.available, b.used = '0', 0, 0
  end
  if b.generation == '0' or b.available < cost then
    if state[7] and tonumber(state[7]) > now then
      busy = true
    else
      short[#short + 1] = i
    end
  elseif b.hard and b.used + cost > b.limit then
    return {3, i, b.used}
  end
  drawn[i] = b
end
if busy then
  return {5}
end
if #short > 0 then
  local answer = {4, run}
  for _, i in ipairs(short) do
    local b = drawn[i]
    redis.call('HSET', b.key, 'l', now + ARGV[4])
    redis.call('PEXPIRE', b.key, b.ttl)
    answer[#answer + 1] = i
    answer[#answer + 1] = tonumber(b.generation)
    answer[#answer + 1] = cost - b.available
    answer[#answer + 1] = b.used + math.max(0, b.available)
  end
  return answer
end

-- All agree: count and draw --------------------------------------------------------------------------
local answer = {0}
for _, w in ipairs(windows) do
  redis.call('HINCRBY', w.key, w.bucket % w.ring, 1)
  redis.call('HSET', w.key, 's', w.sum + 1, 'c', w.bucket)
  redis.call('PEXPIRE', w.key, w.ring * w.width)
  answer[#answer + 1] = w.sum + 1
end
if place then
  redis.call('ZADD', place.key, now + place.lease, invocation)
  redis.call('PEXPIRE', place.key, place.lease)
end
local held = {'cost', cost}
if place then
  held[#held + 1] = 'place'
  held[#held + 1] = place.key
end
for _, b in ipairs(drawn) do
  redis.call('HINCRBY', b.key, 'a', -cost)
  held[#held + 1] = b.key
  held[#held + 1] = b.generation
  answer[#answer + 1] = tonumber(b.generation)
  answer[#answer + 1] = b.used + cost
end
redis.call('HSET', KEYS[1], unpack(held))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], now, invocation)
return answer
