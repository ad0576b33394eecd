/// What a built plugin library is, looked at as a file and as the loader sees it. One set of tests for every compiler and
/// way of linking: the files are given on the command line of CMake (NSCL_SDK_LIBRARIES).
#include "tests/sdk/driven_plugin.hpp"
#include "tests/sdk/elf_file.hpp"
#include "tests/sdk/json_files.hpp"

#include <nscl/abi/manifest.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <dlfcn.h>

#include <filesystem>
#include <sstream>

namespace {

using testing::Contains;

std::vector<std::string> libraries()
{
    std::vector<std::string> result;
    std::istringstream list{NSCL_SDK_LIBRARIES};
    for (std::string one; std::getline(list, one, '|');) result.push_back(one);
    return result;
}

/// The library, mapped; the plugin's table.
class mapped {
public:
    explicit mapped(const std::string& file) : handle_{dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)}
    {
        if (handle_ == nullptr) throw std::runtime_error{dlerror()};
    }
    mapped(const mapped&) = delete;
    mapped& operator=(const mapped&) = delete;
    ~mapped() { dlclose(handle_); }

    const nscl_plugin& table() const
    {
        const auto query = reinterpret_cast<nscl_plugin_query_v1_fn>(dlsym(handle_, NSCL_PLUGIN_QUERY_V1));
        if (query == nullptr) throw std::runtime_error{dlerror()};
        const nscl_boot boot{sizeof boot, NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0};
        const nscl_plugin* result = nullptr;
        if (query(&boot, &result) != NSCL_OK) throw std::runtime_error{"the plugin refused this host"};
        return *result;
    }

private:
    void* handle_;
};

bool is_mapped(const std::string& file)
{
    void* const handle = dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD);
    if (handle == nullptr) return false;
    dlclose(handle);
    return true;
}

class Library : public testing::TestWithParam<std::string> {};

TEST_P(Library, CarriesItsManifestInASectionOfItsOwn)
{
    const std::string section = elf_file{GetParam()}.section(NSCL_MANIFEST_SECTION);
    nscl_manifest_head head{};
    ASSERT_GT(section.size(), sizeof head);
    std::memcpy(&head, section.data(), sizeof head);
    EXPECT_EQ((std::string{head.magic, sizeof head.magic}), NSCL_MANIFEST_MAGIC);
    ASSERT_LE(sizeof head + head.length, section.size());
    const boost::json::value manifest = boost::json::parse(section.substr(sizeof head, head.length));
    EXPECT_EQ(manifest.at("id"), "suggestion_box");
    EXPECT_EQ(manifest.at("label").at("vi"), "Hộp thư góp ý");
}

TEST_P(Library, ExportsTheEntryPointAndNothingElse)
{
    EXPECT_THAT(elf_file{GetParam()}.exported_symbols(), testing::ElementsAre(NSCL_PLUGIN_QUERY_V1));
}

TEST_P(Library, IsUnmappedByDlclose)
{
    {
        const mapped here{GetParam()};
        nscl_text document{};
        ASSERT_EQ(here.table().declare(&document, nullptr), NSCL_OK);
        fakes::fake_host host;
        host.failing["query"] = {NSCL_UNAVAILABLE};
        fakes::driven_plugin plugin{here.table(), host};
        ASSERT_EQ(plugin.created(), NSCL_OK);
        EXPECT_EQ(plugin.invoke(2, fakes::driven_plugin::call(NSCL_CALL_ROUTE)), NSCL_UNAVAILABLE); // throws inside
        EXPECT_TRUE(is_mapped(GetParam()));
    }
    EXPECT_FALSE(is_mapped(GetParam()));
}

TEST_P(Library, DeclaresTheSuggestionBox)
{
    const mapped here{GetParam()};
    nscl_text document{};
    ASSERT_EQ(here.table().declare(&document, nullptr), NSCL_OK);
    boost::json::value said = boost::json::parse(std::string{nscl::sdk::view(document)});
    EXPECT_EQ(sorted(said), sorted(json_file("suggestion_box.json")));
}

TEST_P(Library, ChecksASuggestion)
{
    const mapped here{GetParam()};
    fakes::fake_host host;
    fakes::driven_plugin plugin{here.table(), host};
    ASSERT_EQ(plugin.start(), NSCL_OK);
    nscl_call check = fakes::driven_plugin::call(NSCL_CALL_CHECK, "create");
    check.record = host.record({{"title", "Ghế"}, {"body", "Ghế mới"}});
    EXPECT_EQ(plugin.invoke(1, check), NSCL_OK);
    EXPECT_THAT(host.calls, testing::Not(Contains("report body body_repeats_title")));
    check.record = host.record({{"title", "Ghế"}, {"body", "Ghế"}});
    EXPECT_EQ(plugin.invoke(1, check), NSCL_OK);
    EXPECT_THAT(host.calls, Contains("report body body_repeats_title"));
}

TEST_P(Library, CountsTheSuggestions)
{
    const mapped here{GetParam()};
    fakes::fake_host host;
    host.rows = {{12}};
    fakes::driven_plugin plugin{here.table(), host};
    ASSERT_EQ(plugin.start(), NSCL_OK);
    EXPECT_EQ(plugin.invoke(2, fakes::driven_plugin::call(NSCL_CALL_ROUTE)), NSCL_OK) << plugin.detail();
    EXPECT_EQ(host.answered, R"({"count":12})");
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_P(Library, TurnsAnOutageIntoItsStatus)
{
    const mapped here{GetParam()};
    fakes::fake_host host;
    host.failing["query"] = {NSCL_UNAVAILABLE};
    fakes::driven_plugin plugin{here.table(), host};
    ASSERT_EQ(plugin.start(), NSCL_OK);
    EXPECT_EQ(plugin.invoke(2, fakes::driven_plugin::call(NSCL_CALL_ROUTE)), NSCL_UNAVAILABLE);
    EXPECT_EQ(plugin.code(), "query_failed");
}

INSTANTIATE_TEST_SUITE_P(Built, Library, testing::ValuesIn(libraries()), [](const auto& file) {
    return std::filesystem::path{file.param}.parent_path().filename().string();
});

} // namespace
