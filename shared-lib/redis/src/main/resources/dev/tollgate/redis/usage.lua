-- How far windows and budgets are used; changes nothing.
--
-- KEYS  rate windows, then budgets
-- ARGV  1 rates; per rate: sub-bucket ms, sub-buckets counted
-- Answers per rate: calls counted; per budget: generation (0 if none), used, available

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local info = redis.call('INFO', 'server', 'replication')
local server = string.match(info, 'run_id:(%w+)') .. '.' .. string.match(info, 'master_replid:(%w+)')
local rates = tonumber(ARGV[1])
local answer = {}
for i = 1, rates do
  local width, ring = tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  local bucket = math.floor(now / width)
  local state = redis.call('HMGET', KEYS[i], 's', 'c')
  local sum, current = tonumber(state[1] or 0), tonumber(state[2] or bucket)
  if bucket - current >= ring then
    sum = 0
  elseif bucket > current then
    local slots = {}
    for b = current + 1, bucket do
      slots[#slots + 1] = b % ring
    end
    for _, count in ipairs(redis.call('HMGET', KEYS[i], unpack(slots))) do
      if count then sum = sum - count end
    end
  end
  answer[#answer + 1] = sum
end
for i = rates + 1, #KEYS do
  local state = redis.call('HMGET', KEYS[i], 'run', 'g', 'b', 't', 'a', 'p')
  if state[1] and string.sub(state[1], 1, #server) == server and state[2] ~= '0' then
    answer[#answer + 1] = tonumber(state[2])
    answer[#answer + 1] = state[6] + state[4] - state[3] - state[5]
    answer[#answer + 1] = tonumber(state[5])
  else
    answer[#answer + 1] = 0
    answer[#answer + 1] = 0
    answer[#answer + 1] = 0
  end
end
return answer
