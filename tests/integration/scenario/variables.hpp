#pragma once

#include <boost/json/value.hpp>

#include <map>
#include <string>
#include <string_view>

namespace nscl::tests {

/// What a scenario has learned so far, by name.
class variables {
public:
    void set(std::string name, boost::json::value value)
    {
        values_.insert_or_assign(std::move(name), std::move(value));
    }

    /// `text` with every `{name}` replaced. Throws std::runtime_error for a name that nobody has set. Braces around
    /// anything but a name stay as they are.
    std::string fill(std::string_view text) const;

    /// The same in every text of `value`, names of members included; a text that is one `{name}` only becomes the
    /// variable itself, so that numbers stay numbers.
    boost::json::value fill(const boost::json::value& value) const;

private:
    const boost::json::value& at(std::string_view name) const;

    std::map<std::string, boost::json::value, std::less<>> values_;
};

} // namespace nscl::tests
