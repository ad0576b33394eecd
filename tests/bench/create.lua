-- Stores one organization after the other, each with a name and a valid tax code of its own, in the commune whose id the environment has.
-- For two threads.
local thread_number = 0
function setup(thread)
    thread_number = thread_number + 1
    thread:set("id", thread_number)
end

local commune = os.getenv("COMMUNE")
local began = os.time()
local stored = 0

-- Tax codes have nine digits and one that checks them; the first is below 5 here, and who writes by hand (floor/tax_code.cpp) has the
-- others. Each second has 50,000 numbers, so that a run uses none that one before it used.
local weights = {31, 29, 23, 19, 17, 13, 7, 5, 3}
local number
local function next_tax_code()
    number = number or began % 10000 * 50000 + id
    while true do
        number = (number + 2) % 500000000
        local digits = string.format("%09d", number)
        local sum = 0
        for i = 1, 9 do sum = sum + weights[i] * (digits:byte(i) - 48) end
        local check = 10 - sum % 11
        if check < 10 and number % 10000000 ~= 0 then return digits .. string.format("%d", check) end
    end
end

function request()
    stored = stored + 1
    local body = string.format('{"name":"Đơn vị mới %d-%d-%d","tax_code":"%s","type":"public_unit","commune":%s}', id, began, stored,
        next_tax_code(), commune)
    wrk.headers["Content-Type"] = "application/json"
    return wrk.format("POST", nil, wrk.headers, body)
end
