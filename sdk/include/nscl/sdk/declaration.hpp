#pragma once

#include <nscl/sdk/callbacks.hpp>
#include <nscl/sdk/json.hpp>

#include <concepts>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::sdk {

/// A declaration that cannot be: the plugin is refused with this sentence.
class declaration_error : public error {
public:
    explicit declaration_error(std::string sentence)
        : error{NSCL_REFUSED, "invalid_declaration", {}, std::move(sentence)}
    {
    }
};

namespace detail {

/// `where`: what is being declared, such as "entity course, field title".
inline void require_name(std::string_view name, const std::string& where)
{
    const auto fits = [&] {
        if (name.empty() || name.size() > 40 || name.front() < 'a' || name.front() > 'z') return false;
        for (const char c : name) {
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
        }
        return true;
    };
    if (!fits())
        throw declaration_error{where + ": \"" + std::string{name} +
                                "\" is no name; names are [a-z][a-z0-9_]*, at most 40 characters"};
}

/// "organization" within the plugin, "programme.organization" for everybody.
inline std::string full_name(std::string_view name)
{
    if (name.find('.') != std::string_view::npos) return std::string{name};
    return std::string{view(nscl_embedded_id)} + "." + std::string{name};
}

inline json_array list_of(const std::vector<std::string>& items)
{
    json_array result;
    for (const std::string& item : items) result.add(item);
    return result;
}

/// A JSON object in the making: single members, and lists that grow.
class members {
public:
    explicit members(std::string where) : where_{std::move(where)} {}

    /// A member that is said once. Throws when it is said again.
    void set(std::string_view name, const json& is)
    {
        if (!said_.insert(std::string{name}).second)
            throw declaration_error{where_ + ": \"" + std::string{name} + "\" is said twice"};
        order_.push_back({std::string{name}, is.text(), {}, false});
    }

    /// One more item of a list.
    void append(std::string_view name, const json& item)
    {
        for (part& known : order_) {
            if (known.list && known.name == name) {
                known.items.add(item);
                return;
            }
        }
        said_.insert(std::string{name});
        order_.push_back({std::string{name}, {}, json_array{}.add(item), true});
    }

    bool has(std::string_view name) const { return said_.contains(std::string{name}); }
    const std::string& where() const { return where_; }

    json_object object() const
    {
        json_object result;
        for (const part& one : order_) result.set(one.name, one.list ? json{one.items} : json{json_text{one.text}});
        return result;
    }

private:
    struct part {
        std::string name;
        std::string text;
        json_array items;
        bool list;
    };

    std::string where_;
    std::vector<part> order_;
    std::set<std::string> said_;
};

/// Names that may stand once each.
class unique_names {
public:
    void add(std::string_view name, const std::string& where)
    {
        if (!known_.insert(std::string{name}).second)
            throw declaration_error{where + ": \"" + std::string{name} + "\" is declared twice"};
    }
    bool contains(std::string_view name) const { return known_.contains(std::string{name}); }

private:
    std::set<std::string> known_;
};

} // namespace detail
} // namespace nscl::sdk
