#include "core/http/response.hpp"

namespace nscl::http {

response& response::with(std::string name, std::string value)
{
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

response json(std::string body, unsigned status)
{
    response answer;
    answer.status = status;
    answer.headers.emplace_back("Content-Type", "application/json");
    answer.body = std::move(body);
    return answer;
}

response no_content()
{
    response answer;
    answer.status = 204;
    return answer;
}

} // namespace nscl::http
