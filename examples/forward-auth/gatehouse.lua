-- Asks Gatehouse what to do with a request, and answers in the site's place where it is refused.
-- Loaded by `lua-load`, used by `http-request lua.gatehouse`.

local QUESTION = "http://127.0.0.1:7480/auth"
local TIMEOUT_MS = 2000
local PASS_WHILE_IT_IS_AWAY = true
local PAUSE_S = 5 -- after it did not answer

-- Neither belongs to the question or the answer, but to one connection.
local CONNECTION = {
  ["connection"] = true, ["content-length"] = true, ["expect"] = true, ["host"] = true,
  ["keep-alive"] = true, ["te"] = true, ["transfer-encoding"] = true, ["upgrade"] = true,
}

local function question_headers(txn)
  local headers = {}
  for name, values in pairs(txn.http:req_get_headers()) do
    if not CONNECTION[name] then
      headers[name] = {}
      for _, value in pairs(values) do
        table.insert(headers[name], value)
      end
    end
  end
  headers["x-forwarded-method"] = { txn.sf:method() }
  headers["x-forwarded-uri"] = { txn.sf:pathq() }
  return headers
end

local function refuse(txn, answer)
  local reply = txn:reply({ status = answer.status, body = answer.body })
  for name, values in pairs(answer.headers) do
    if not CONNECTION[name] then
      for _, value in pairs(values) do
        reply:add_header(name, value)
      end
    end
  end
  txn:done(reply)
end

-- HAProxy tries three times, a second apart, and then answers itself: with 5xx and no header of ours.
local function is_away(answer)
  return answer == nil or answer.status == nil or answer.status == 0
    or (answer.status >= 500 and answer.headers["x-gatehouse-action"] == nil)
end

local asked_again_at = 0

local function away(txn)
  if not PASS_WHILE_IT_IS_AWAY then
    txn:done(txn:reply({ status = 503, headers = { ["retry-after"] = { "10" } } }))
  end
end

core.register_action("gatehouse", { "http-req" }, function(txn)
  if core.now().sec < asked_again_at then
    return away(txn)
  end
  local sent, answer = pcall(function()
    return core.httpclient():get({
      url = QUESTION, headers = question_headers(txn), timeout = TIMEOUT_MS,
    })
  end)
  if not sent or is_away(answer) then
    asked_again_at = core.now().sec + PAUSE_S
    core.Warning("gatehouse: the service at " .. QUESTION .. " does not answer")
    away(txn)
  elseif answer.status ~= 200 then
    refuse(txn, answer)
  elseif answer.headers["set-cookie"] then
    for _, cookie in pairs(answer.headers["set-cookie"]) do
      txn:set_var("txn.gatehouse_cookie", cookie)
    end
  end
end, 0)
