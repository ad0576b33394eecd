#pragma once

#include "core/http/request.hpp"
#include "core/messages/catalogue.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// What the operations of an OpenAPI document are put together from.
namespace nscl::describe {

inline constexpr std::string_view json_type = "application/json";

/// A text of ours in both languages.
struct words {
    std::string_view vi;
    std::string_view en;

    std::string in(messages::language which) const { return std::string{which == messages::language::vi ? vi : en}; }
};

/// {"$ref":"#/components/<kind>/<name>"}.
boost::json::object reference(std::string_view kind, std::string_view name);
boost::json::object schema_reference(std::string_view name);
boost::json::object parameter_reference(std::string_view name);

/// {"content":{"<type>":{"schema":...}}}: a body, or the beginning of an answer.
boost::json::object content(std::string_view type, boost::json::value schema);

/// An answer with a description, and with headers of components.headers.
boost::json::object answer(const std::string& description, boost::json::object content,
                           const std::vector<std::string_view>& headers = {});

/// Adds the problems of these statuses and the one for whatever else goes wrong, all of them in components.responses.
void add_problems(boost::json::object& responses, std::initializer_list<unsigned> statuses);

/// How a caller proves who he is.
enum class proof {
    none,     ///< nobody asks
    optional, ///< what the caller brings must hold
    needed,
    password_login ///< a session only, no token
};

/// The security requirement of a route: the CSRF header beside the cookie where the verb writes.
boost::json::array security(proof asked, http::verb which);

} // namespace nscl::describe
