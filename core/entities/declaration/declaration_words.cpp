#include "core/entities/declaration/declaration_reader.hpp"

#include "core/text/unicode.hpp"

#include <algorithm>

namespace nscl::entities::parsing {

namespace {

std::string language(json_members& from, std::string_view tag)
{
    const auto text = from.required(tag);
    auto written = text.text();
    if (written.empty()) text.fail("the text is empty");
    return text::nfc(written);
}

} // namespace

std::string name(const json_reader& from)
{
    auto text = from.text();
    if (!is_name(text))
        from.fail("\"" + text + "\" is no name: [a-z][a-z0-9_]*, at most " + std::to_string(longest_name) +
                  " characters");
    return text;
}

std::string full_name(const json_reader& from)
{
    auto text = from.text();
    const auto dot = text.find('.');
    const std::string_view whole = text;
    if (dot == std::string::npos || !is_name(whole.substr(0, dot)) || !is_name(whole.substr(dot + 1)))
        from.fail("\"" + text + "\" is not of the form \"plugin.name\"");
    return text;
}

messages::text texts(const json_reader& from)
{
    auto members = from.members();
    messages::text result;
    result.vi = language(members, "vi");
    result.en = language(members, "en");
    members.finish();
    return result;
}

std::optional<messages::text> optional_texts(json_members& from, std::string_view member)
{
    const auto found = from.optional(member);
    if (!found) return std::nullopt;
    return texts(*found);
}

unsigned callback(const json_reader& from)
{
    return static_cast<unsigned>(from.integer(0, 0xFFFF'FFFF));
}

std::vector<std::string> names(json_members& from, std::string_view member)
{
    std::vector<std::string> result;
    for (const auto& each : from.items(member)) {
        const auto read = name(each);
        claim_name(result, read, each, "name");
    }
    return result;
}

std::string word(json_members& from, std::string_view member, const std::vector<std::string_view>& words)
{
    const auto found = from.optional(member);
    if (!found) return std::string(words.front());
    auto text = found->text();
    if (std::find(words.begin(), words.end(), text) == words.end()) {
        std::string problem = "\"" + text + "\" is not one of";
        for (const auto each : words) problem += (each == words.front() ? " " : ", ") + std::string(each);
        found->fail(problem);
    }
    return text;
}

void claim_name(std::vector<std::string>& taken, const std::string& name, const json_reader& where,
                std::string_view what)
{
    if (std::find(taken.begin(), taken.end(), name) != taken.end())
        where.fail("the " + std::string(what) + " \"" + name + "\" occurs twice");
    else
        taken.push_back(name);
}

} // namespace nscl::entities::parsing
