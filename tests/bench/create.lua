-- Stores one organization after the other, each with a name of its own, in the commune whose id the environment has.
local thread_number = 0
function setup(thread)
    thread_number = thread_number + 1
    thread:set("id", thread_number)
end

local commune = os.getenv("COMMUNE")
local began = os.time()
local stored = 0
function request()
    stored = stored + 1
    local body = string.format('{"name":"Đơn vị mới %d-%d-%d","type":"public_unit","commune":%s}', id, began, stored, commune)
    wrk.headers["Content-Type"] = "application/json"
    return wrk.format("POST", nil, wrk.headers, body)
end
