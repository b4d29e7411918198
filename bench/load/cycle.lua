-- Each request is the next user's, with that user's own credentials. BENCH_LOAD names a file with one
-- "<user id> <header>: <value>" a line. The last line that this prints is one JSON object.
local requests, at = {}, 0
wrong, begun = 0, 0 -- global, so that done() can read them from the thread

local threads = {}
function setup(thread)
  table.insert(threads, thread)
end

function init()
  for line in io.lines(os.getenv("BENCH_LOAD")) do
    local user, header, value = line:match("^(%S+) ([^:]+): (.+)$")
    requests[#requests + 1] = wrk.format("GET", "/api/" .. user .. "/tasks", { [header] = value })
  end
  begun = os.clock()
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
  local prepared = 0
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("wrong")
    prepared = math.max(prepared, thread:get("begun"))
  end
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"failed":%d,"p50Microseconds":%d,"p99Microseconds":%d,"processorSeconds":%.3f}\n',
    summary.requests, summary.duration, failed, latency:percentile(50), latency:percentile(99), os.clock() - prepared))
end
