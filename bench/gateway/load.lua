-- Load for wrk: requests with the bearer tokens of a file (one a line), in turn.
-- Arguments: host name, subscription key, file of tokens.

local turn = 0

function init(args)
  local requests = {}
  wrk.headers["Host"] = args[1]
  wrk.headers["Ocp-Apim-Subscription-Key"] = args[2]
  for token in io.lines(args[3]) do
    wrk.headers["Authorization"] = "Bearer " .. token
    requests[#requests + 1] = wrk.format()
  end
  -- Without a function of this name wrk sends the same bytes again and again, and spends nothing on Lua.
  if #requests > 1 then
    function request()
      turn = turn % #requests + 1
      return requests[turn]
    end
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"durationUs":%d,"p50Us":%d,"p99Us":%d,"refused":%d,"failed":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
