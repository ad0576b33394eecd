#include "core/messages/host_messages.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace nscl::messages {
namespace {

/// The names in the innermost braces.
std::set<std::string> parameters_of(std::string_view text)
{
    std::set<std::string> names;
    for (auto close = text.find('}'); close != std::string_view::npos; close = text.find('}', close + 1)) {
        const std::string_view before = text.substr(0, close);
        const std::string_view name = before.substr(before.rfind('{') + 1);
        if (name.find('}') == std::string_view::npos) names.emplace(name);
    }
    return names;
}

TEST(HostMessages, HaveEachCodeOnce)
{
    std::set<std::string_view> codes;
    for (const host_message& one : host_messages()) EXPECT_TRUE(codes.insert(one.code).second) << one.code;
}

TEST(HostMessages, SpeakBothLanguages)
{
    for (const host_message& one : host_messages()) {
        EXPECT_FALSE(one.vi.empty()) << one.code;
        EXPECT_FALSE(one.en.empty()) << one.code;
        EXPECT_NE(one.vi, one.en) << one.code;
    }
}

TEST(HostMessages, NameTheSameParametersInBothLanguages)
{
    for (const host_message& one : host_messages()) EXPECT_EQ(parameters_of(one.vi), parameters_of(one.en)) << one.code;
}

TEST(HostMessages, HaveCodesInSnakeCase)
{
    for (const host_message& one : host_messages()) {
        EXPECT_EQ(one.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos)
            << one.code;
    }
}

} // namespace
} // namespace nscl::messages
