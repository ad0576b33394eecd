#include "core/http/dispatcher.hpp"

#include "core/http/accept.hpp"
#include "core/http/content_coding.hpp"
#include "core/http/query_parameters.hpp"
#include "core/http/response_head.hpp"

namespace nscl::http {

namespace {

response options_answer(std::string allow)
{
    response answer = no_content();
    answer.with("Allow", std::move(allow));
    return answer;
}

/// What the route's line alone tells to be wrong with a request.
messages::outcome<> fits(const route& chosen, const request& asked)
{
    if (chosen.query) {
        if (auto known = only_known_parameters(asked, *chosen.query); known.has_error()) return known;
    }
    if (!chosen.produces.empty() && !accepts(asked.header("accept"), chosen.produces)) {
        return messages::refuse(messages::reason::not_acceptable, "not_acceptable", {{"accept", chosen.produces}});
    }
    return {};
}

} // namespace

dispatch dispatcher::choose(request& asked) const
{
    dispatch chosen;
    chosen.routes = table_.current();
    if (asked.path == "*") {
        chosen.answer = asked.verb == verb::options ? options_answer(chosen.routes->allow())
                                                    : problems_.from(protocol_fault::malformed, asked);
        return chosen;
    }
    match found = chosen.routes->find(asked.verb, asked.segments);
    switch (found.what) {
    case match::kind::found:
        chosen.route = found.route;
        asked.path_parameters = std::move(found.parameters);
        asked.route = found.route->pattern;
        if (const auto fit = fits(*found.route, asked); fit.has_error())
            chosen.answer = problems_.from(fit.error(), asked);
        break;
    case match::kind::no_such_path: chosen.answer = problems_.from(protocol_fault::no_such_path, asked); break;
    case match::kind::no_such_verb:
        if (asked.verb == verb::options) {
            chosen.answer = options_answer(std::move(found.allow));
        } else {
            chosen.answer =
                problems_.from(protocol_fault::no_such_verb, asked, {{"method", std::string{name(asked.verb)}}});
            chosen.answer->with("Allow", std::move(found.allow));
        }
        break;
    }
    return chosen;
}

response dispatcher::call(const http::route& route, const request& asked) const
{
    try {
        response answer = route.handler(asked);
        check_head(answer);
        if (route.runs_on == placement::worker) encode(asked, answer); // an I/O thread has no time for it
        return answer;
    } catch (const std::exception& thrown) {
        return problems_.from(thrown, asked);
    } catch (...) {
        return problems_.from_unknown_exception(asked);
    }
}

} // namespace nscl::http
