#pragma once

#include "core/entities/model/model.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Declarations for tests.
namespace nscl::entities {

/// Binds every number to something that says which one it is.
class fake_binder final : public callback_binder {
public:
    hook check(unsigned number) override { return bind("check", number); }
    hook before(unsigned number) override { return bind("before", number); }
    hook after_commit(unsigned number) override { return bind("after_commit", number); }
    claim_text claim(unsigned number) override
    {
        bind("claim", number);
        return [number](change&) { return std::to_string(number); };
    }
    value_rule value(unsigned number) override
    {
        bind("value", number);
        return [](const field_value& given) -> parsed_value { return given; };
    }

    std::vector<std::string> bound; ///< "check 4", in the order asked for

private:
    hook bind(const std::string& what, unsigned number)
    {
        bound.push_back(what + " " + std::to_string(number));
        return [](change&) {};
    }
};

/// A declaration in which `entities` and the other members stand as given: `parts` is the inside of the object.
inline boost::system::result<declaration, declaration_error> read_parts(const std::string& plugin,
                                                                        const std::string& parts)
{
    fake_binder binder;
    std::vector<contributed_type> types;
    return read_declaration(plugin, R"({"declaration": 1, )" + parts + "}", binder, types);
}

/// The same for parts that must be right.
inline declaration declared(const std::string& plugin, const std::string& parts)
{
    return read_parts(plugin, parts).value();
}

inline const std::string label = R"("label": {"vi": "Nhãn", "en": "Label"})";

/// An entity with a title, and `more` members.
inline std::string entity_json(const std::string& name, const std::string& more_fields = "",
                               const std::string& more = "")
{
    return R"({"name": ")" + name + R"(", "plural": ")" + name + R"(s", )" + label +
           R"(, "fields": [{"name": "title", "type": "text", )" + label + "}" +
           (more_fields.empty() ? "" : ", " + more_fields) + "]" + (more.empty() ? "" : ", " + more) + "}";
}

/// A field of any type, with `more` members.
inline std::string field_json(const std::string& name, const std::string& type, const std::string& more = "")
{
    return R"({"name": ")" + name + R"(", "type": ")" + type + R"(", )" + label + (more.empty() ? "" : ", " + more) +
           "}";
}

inline std::string role_json(const std::string& name, const std::string& more = "")
{
    return R"({"name": ")" + name + R"(", )" + label + (more.empty() ? "" : ", " + more) + "}";
}

} // namespace nscl::entities
