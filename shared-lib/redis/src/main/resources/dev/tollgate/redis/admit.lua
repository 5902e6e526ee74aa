-- Decides on rate windows, concurrency and budget slices of one call: all of them or none, in one
-- round trip. Everything in here is atomic, since Redis runs one script at a time; that closes every
-- race between check and count.
--
-- KEYS  1 reservation, 2 open reservations, then rate windows, concurrency (0 or 1), budgets
-- ARGV  1 invocation, 2 cost, 3 reservation ttl ms, 4 leasing lock ms, 5 how long slices hold ms, 6 rates,
--       7 concurrency, 8 budgets
--       per rate: limit, sub-bucket ms, sub-buckets counted
--       per concurrency: limit, lease ms
--       per budget: limit, 1 if hard, ttl ms, low water
-- Answers (first element): 0 admitted, 1 rate, 2 concurrency, 3 over the limit, 4 lease needed, 5 busy

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- The life of this server: another process, or this one after it followed another, has another. Slices
-- that come from disk or from a replica may have lost draws: they belong to another life and count for
-- nothing.
local info = redis.call('INFO', 'server', 'replication')
local server = string.match(info, 'run_id:(%w+)') .. '.' .. string.match(info, 'master_replid:(%w+)')
local function lives(life)
  return life and string.sub(life, 1, #server) == server
end

local invocation, cost = ARGV[1], tonumber(ARGV[2])
local rates, places, budgets = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local key, arg = 2, 8

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
-- A budget's slices are a hash: 'run' names their life, which ends with the server's or when the hash is
-- lost; 'g' is the generation, 'b' its base, 't' how far leases are credited, 'a' what is available, 'p'
-- what the limit lost outside of these slices, 'n' what it lost in all, 'k' when all of that was still
-- true, 'l' until when somebody is leasing.
local holds, fresh = tonumber(ARGV[5]), 1000
local drawn, short, busy = {}, {}, false
for i = 1, budgets do
  local b = {key = KEYS[key + i], limit = tonumber(ARGV[arg + 1]), hard = ARGV[arg + 2] == '1', ttl = ARGV[arg + 3], low = tonumber(ARGV[arg + 4])}
  arg = arg + 4
  local state = redis.call('HMGET', b.key, 'run', 'g', 'b', 't', 'a', 'p', 'n', 'k', 'l')
  local locked = state[9] and tonumber(state[9]) > now
  local known = 0
  if not lives(state[1]) then
    b.life, b.generation, b.available, b.used, locked = nil, '0', 0, 0, false
  elseif state[2] == '0' then
    b.life, b.generation, b.available, b.used = state[1], '0', 0, 0
  else
    b.life, b.generation, b.available, known = state[1], state[2], tonumber(state[5]), tonumber(state[8])
    b.used, b.total = state[6] + state[4] - state[3] - b.available, tonumber(state[7])
    -- What no lease could bring a moment ago, it does not bring now: so a spent budget costs no lease.
    if b.hard and b.available < cost and now < known + fresh and state[7] + cost - b.available > b.limit then
      return {3, i, tonumber(state[7])}
    end
  end
  if b.generation == '0' or b.available < cost or now >= known + holds then
    if locked then
      busy = true
    else
      short[#short + 1] = i
    end
  elseif b.hard and b.used + cost > b.limit then
    return {3, i, b.used}
  elseif now >= known + holds / 2 and not locked then
    -- One caller confirms the slices while the others draw on.
    short[#short + 1] = i
  end
  b.locked = locked
  drawn[i] = b
end
if busy then
  return {5}
end
-- Takes the lock to lease for a budget, and says in the answer what is to be leased.
local function lease(answer, i, missing, committed)
  local b = drawn[i]
  redis.call('HSET', b.key, 'l', now + ARGV[4])
  redis.call('PEXPIRE', b.key, b.ttl)
  for _, each in ipairs({i, b.life, now, tonumber(b.generation), missing, committed}) do
    answer[#answer + 1] = each
  end
end

if #short > 0 then
  local answer = {4}
  for _, i in ipairs(short) do
    local b = drawn[i]
    if not b.life then
      -- A life of its own for every hash: after its loss on a living server, nothing that was leased for
      -- it is credited to the next.
      b.life = server .. '.' .. time[1] .. time[2] .. '.' .. invocation
      redis.call('DEL', b.key)
      redis.call('HSET', b.key, 'run', b.life, 'g', '0')
    end
    lease(answer, i, math.max(0, cost - b.available), b.used + math.max(0, b.available))
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
for _, w in ipairs(windows) do
  held[#held + 1] = w.key
  held[#held + 1] = string.format('%d/%d', w.bucket, w.ring)
end
if place then
  held[#held + 1] = 'place'
  held[#held + 1] = place.key
end
for _, b in ipairs(drawn) do
  redis.call('HINCRBY', b.key, 'a', 0 - cost) -- not -cost: minus zero is no integer to Redis
  held[#held + 1] = b.key
  held[#held + 1] = b.generation
  answer[#answer + 1] = tonumber(b.generation)
  answer[#answer + 1] = b.used + cost
end
redis.call('HSET', KEYS[1], unpack(held))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZADD', KEYS[2], now, invocation)

-- A slice that runs low is filled up before it is empty, by one caller while the others draw on. Not near
-- the end of a limit, where slices are small and every call would bring a lease.
for i, b in ipairs(drawn) do
  if b.low > 0 and b.available - cost < b.low and not b.locked and b.limit - b.total >= 8 * b.low then
    lease(answer, i, b.low, b.used + b.available)
  end
end
return answer
