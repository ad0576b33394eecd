// The SDK's templates as a developer builds them, outside the tree with three compilers, dropped into the plugin folder of a real
// server: the same for each of them, on each database.
#include "tests/integration/administrator.hpp"
#include "tests/integration/scenario/json_match.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <tuple>

namespace nscl::tests {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr const char* suggestions = "/api/v1/suggestion-box/suggestions";

class DroppedTemplate : public testing::TestWithParam<std::tuple<std::string, engine>> {
protected:
    DroppedTemplate() : fresh_(std::get<engine>(GetParam()))
    {
        fs::create_directory(folder_.path() / "plugins");
        fs::copy_file(fs::path{NSCL_STRANGERS} / std::get<std::string>(GetParam()) / "suggestion_box.so",
                      folder_.path() / "plugins" / "suggestion_box.so");
    }

    /// A server that has this one plugin.
    server_options with_the_template() const
    {
        server_options options = on(fresh_);
        options.plugin_folders = {folder_.path() / "plugins"};
        return options;
    }

private:
    temporary_folder folder_;
    test_database fresh_;
};

TEST_P(DroppedTemplate, BringsTableValidationRouteAndOpenapi)
{
    server_process server{with_the_template()};
    api_user admin = first_administrator(server);
    grant(admin, "suggestion_reader");

    const json::value given{{"title", "Ghế mới"}, {"body", "Phòng họp cần thêm ghế"}};
    const std::string record =
        std::string{suggestions} + "/" + std::to_string(created(post(admin, suggestions, given)));
    const answer read = admin.get(record);
    ASSERT_EQ(read.status, 200U) << read.body;
    EXPECT_EQ(
        mismatch({{"title", "Ghế mới"}, {"body", "Phòng họp cần thêm ghế"}, {"state", "new"}}, json::parse(read.body)),
        "");

    const answer refused = post(admin, suggestions, {{"title", "Ghế"}, {"body", "Ghế"}}, {{"Accept-Language", "en"}});
    EXPECT_EQ(refused.status, 422U);
    const json::value own_error{
        {"pointer", "/body"}, {"code", "body_repeats_title"}, {"detail", "The body only repeats the title"}};
    EXPECT_EQ(mismatch({{"errors", json::array{own_error}}}, json::parse(refused.body)), "") << refused.body;
    const answer incomplete = post(admin, suggestions, {{"title", "Ghế"}});
    EXPECT_EQ(incomplete.status, 422U);
    EXPECT_EQ(
        mismatch({{"errors", json::array{{{"pointer", "/body"}, {"code", "required"}}}}}, json::parse(incomplete.body)),
        "")
        << incomplete.body;

    http_client nobody{server.port()};
    const answer counted = nobody.get("/api/v1/suggestion-box/actions/count");
    EXPECT_EQ(counted.status, 200U);
    EXPECT_EQ(counted.body, R"({"count":1})") << "what was refused is not in the table";

    const json::value described = json::parse(admin.get("/api/v1/openapi.json").body);
    const json::object& paths = described.at("paths").as_object();
    for (const std::string& path : {std::string{suggestions}, std::string{suggestions} + "/{id}",
                                    std::string{"/api/v1/suggestion-box/actions/count"}})
        EXPECT_TRUE(paths.contains(path)) << path;

    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(server.sanitizer_report(), "");
}

INSTANTIATE_TEST_SUITE_P(BuiltWith, DroppedTemplate,
                         testing::Combine(testing::Values("gcc", "clang_libcxx", "c11"),
                                          testing::Values(engine::sqlite, engine::mariadb)),
                         [](const auto& one) {
                             return std::get<0>(one.param) + "_on_" + testing::PrintToString(std::get<1>(one.param));
                         });

} // namespace
} // namespace nscl::tests
