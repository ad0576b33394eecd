#include "core/entities/routes/permitted.hpp"

namespace nscl::entities {

namespace {

using messages::outcome;
using messages::reason;

/// Who asks. What is for anyone is so for those too whose session has ended, or who cannot show that they mean to write.
outcome<std::shared_ptr<const caller>> identified(caller_source& callers, const http::request& asked,
                                                  std::string_view wanted)
{
    auto who = callers.identify(asked);
    const bool by_cookie = asked.header("authorization").empty();
    if (who.has_error() && wanted == anyone && by_cookie)
        return std::make_shared<const caller>(caller::nobody(asked.peer));
    return who;
}

messages::refusal not_permitted(const caller& who)
{
    if (who.what == caller::kind::nobody) return messages::refuse(reason::unauthenticated, "unauthenticated");
    return messages::refuse(reason::forbidden, "forbidden");
}

} // namespace

http::handler permitted(caller_source& callers, const http::problem_writer& problems, std::string_view wanted,
                        caller_handler act)
{
    return [&callers, &problems, wanted = std::string{wanted}, act = std::move(act)](const http::request& asked) {
        const auto who = identified(callers, asked, wanted);
        if (who.has_error()) return problems.from(who.error(), asked);
        auto done = (*who)->has_permission(wanted) ? act(asked, *who) : outcome<http::response>{not_permitted(**who)};
        auto answer = done.has_error() ? problems.from(done.error(), asked) : std::move(*done);
        answer.user = (*who)->name;
        return answer;
    };
}

} // namespace nscl::entities
