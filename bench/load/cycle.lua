-- Each request is the next user's, with that user's own token. BENCH_LOAD names a file with one
-- "<user id> <token>" a line. The last line that this prints is one JSON object.
local requests, at = {}, 0
wrong = 0 -- global, so that done() can read it from the thread

local threads = {}
function setup(thread)
  table.insert(threads, thread)
end

function init()
  for line in io.lines(os.getenv("BENCH_LOAD")) do
    local user, token = line:match("^(%S+) (%S+)$")
    requests[#requests + 1] = wrk.format("GET", "/api/" .. user .. "/tasks", { Authorization = "Bearer " .. token })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status)
  if status ~= 200 then
    wrong = wrong + 1
  end
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("wrong")
  end
  io.write(string.format('\n{"requests":%d,"microseconds":%d,"failed":%d,"p99Microseconds":%d}\n',
    summary.requests, summary.duration, failed, latency:percentile(99)))
end
