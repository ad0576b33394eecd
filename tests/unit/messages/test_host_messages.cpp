#include "core/messages/host_messages.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace nscl::messages {
namespace {

std::set<std::string> parameters_of(std::string_view text)
{
    std::set<std::string> names;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        names.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
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
