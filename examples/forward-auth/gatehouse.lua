-- Asks Gatehouse what to do with a request, and answers in the site's place where it is refused.
-- Loaded by `lua-load`, used by `http-request lua.gatehouse`.

local QUESTION = "http://127.0.0.1:7480/auth"
local TIMEOUT_MS = 2000
local PASS_WHILE_IT_IS_AWAY = true

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

local function away(txn)
  if not PASS_WHILE_IT_IS_AWAY then
    txn:done(txn:reply({ status = 503, headers = { ["retry-after"] = { "10" } } }))
  end
end

core.register_action("gatehouse", { "http-req" }, function(txn)
  local sent, answer = pcall(function()
    return core.httpclient():get({
      url = QUESTION, headers = question_headers(txn), timeout = TIMEOUT_MS,
    })
  end)
  if not sent or answer == nil or answer.status == nil or answer.status == 0 then
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
