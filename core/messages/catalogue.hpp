#pragma once

#include "core/messages/refusal.hpp"

#include <map>
#include <string>
#include <string_view>

namespace nscl::messages {

enum class language { vi, en };

/// "vi" or "en".
std::string_view tag(language which);

/// A text in both languages, as plugins declare labels.
struct text {
    std::string vi;
    std::string en;

    const std::string& in(language which) const { return which == language::vi ? vi : en; }
};

/// The language an Accept-Language header asks for; Vietnamese unless English is preferred (RFC 9110, 12.5.4).
language preferred(std::string_view accept_language);

/// Templates by code. Built once at start, then read by every thread.
class catalogue {
public:
    /// Starts with the host's own codes.
    catalogue();

    /// Adds or replaces a template; `{name}` stands for a parameter, `{@name}` for the label of what the parameter names. A part in
    /// braces around parameters is left out when one of them is not given: "Too long{; at most {limit} characters}".
    void add(std::string code, text pattern);

    /// What people call the thing of a full name, such as the field "programme.call.closes_on". One without a label shows its name.
    void label(std::string full_name, text called);

    /// True when the code is known.
    bool knows(std::string_view code) const;

    /// The rendered text; an unknown code renders as itself, a parameter that is not given as its name in braces.
    std::string render(std::string_view code, const parameters& values, language which) const;

private:
    std::map<std::string, text, std::less<>> patterns_;
    std::map<std::string, text, std::less<>> labels_;
};

} // namespace nscl::messages
