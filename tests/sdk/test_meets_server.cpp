/// The server's reader and the SDK's writer agree on docs/declaration.md.
#include "core/entities/declaration.hpp"
#include "tests/sdk/everything.hpp"
#include "tests/sdk/json_files.hpp"

#include <gtest/gtest.h>

namespace {

using namespace nscl::entities;

/// Callbacks that nobody calls.
class unbound : public callback_binder {
public:
    hook check(unsigned) override { return {}; }
    hook before(unsigned) override { return {}; }
    hook after_commit(unsigned) override { return {}; }
    claim_text claim(unsigned) override { return {}; }
    value_rule value(unsigned) override { return {}; }
};

/// What the server has against the document; empty when nothing.
std::string objection(std::string_view plugin, const std::string& document)
{
    unbound callbacks;
    std::vector<contributed_type> types;
    const auto read = read_declaration(plugin, document, callbacks, types);
    return read ? std::string{} : read.error().pointer + ": " + read.error().problem;
}

TEST(Server, ReadsEveryMemberThatTheWrapperWrites)
{
    nscl::sdk::plugin what;
    nscl::sdk::registration::declare(what);
    EXPECT_EQ(objection("training", what.document()), "");
}

TEST(Server, ReadsTheTemplatesDeclaration)
{
    EXPECT_EQ(objection("suggestion_box", boost::json::serialize(json_file("suggestion_box.json"))), "");
}

} // namespace
