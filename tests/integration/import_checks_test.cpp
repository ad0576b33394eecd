// A row of a file meets the checks of a plugin as a single create does: what the programme refuses of organizations, sent both ways.
#include "tests/integration/administrator.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;
using testing::ElementsAre;

const std::vector<std::string> columns{"name",   "tax_code",        "type",      "commune",   "address",
                                       "status", "insured_workers", "merged_on", "successor", "email"};

/// What a good organization becomes bad by; null takes a value away.
struct bad_organization {
    const char* by;
    const char* refusal; ///< "field code"
};

constexpr bad_organization bad_organizations[] = {
    {R"({"name": null})", "name required"},
    {R"({"tax_code": "4901234562"})", "tax_code tax_code_checksum"},
    {R"({"tax_code": "490123456"})", "tax_code tax_code_format"},
    {R"({"tax_code": "4900000000"})", "tax_code tax_code_serial_zero"},
    {R"({"tax_code": null})", "tax_code required"},
    {R"({"tax_code": "4901234579-001"})", "tax_code branch_code_unexpected"},
    {R"({"tax_code": "020090123456"})", "tax_code personal_id_households_only"},
    {R"({"type": "enterprise_branch"})", "tax_code branch_code_expected"},
    {R"({"type": "household_business", "tax_code": "999090123456"})", "tax_code personal_id_province"},
    {R"({"tax_code": "4901234561"})", "tax_code duplicate"},
    {R"({"type": "circus"})", "type bad_option"},
    {R"({"commune": 999999999})", "commune unknown_reference"},
    {R"({"insured_workers": -1})", "insured_workers below_minimum"},
    {R"({"merged_on": "2026-02-30"})", "merged_on bad_date"},
    {R"({"successor": 999999999})", "successor unknown_reference"},
    {R"({"email": "nobody"})", "email bad_email"},
    {R"({"type": "household_business", "tax_code": "020490000001"})", "tax_code personal_id_birth_year"},
};

class ProgrammeImportChecks : public testing::TestWithParam<engine> {
protected:
    ProgrammeImportChecks() : shared_(GetParam()), server_(on(shared_)), officer_(first_administrator(server_))
    {
        grant(officer_, "dost_officer");
        commune_ = first_id(officer_, "/api/v1/programme/communes?limit=1");
        created(post(officer_, organizations, with(R"({"tax_code": "4901234561"})")));
    }

    /// A good organization with these values instead.
    json::object with(const char* values) const
    {
        json::object record{
            {"name", "Công ty"}, {"tax_code", "4901234579"}, {"type", "enterprise"}, {"commune", commune_}};
        const auto instead = json::parse(values);
        for (const auto& [name, value] : instead.as_object()) record[name] = value;
        return record;
    }

    /// The errors of a create, "field code" each.
    std::vector<std::string> by_create(const json::object& record)
    {
        const answer got = post(officer_, organizations, record);
        EXPECT_GE(got.status, 400U) << got.body;
        std::vector<std::string> found;
        const auto refused = json::parse(got.body);
        for (const auto& each : refused.at("errors").as_array())
            found.push_back(said(each, "pointer").substr(1) + " " + said(each, "code"));
        return found;
    }

    /// The errors of an import, by the row's place among the bad ones.
    std::vector<std::vector<std::string>> by_import(const std::string& text, std::size_t rows)
    {
        const answer got =
            officer_.send({"POST", organizations + "/import?mode=proceed", {{"Content-Type", "text/csv"}}, text});
        if (got.status != 202) throw std::runtime_error(got.body);
        const auto job = await_end("/api/v1/core/jobs/" + std::to_string(json::parse(got.body).at("id").as_int64()));
        EXPECT_EQ(job.at("result").at("created"), 0);
        std::vector<std::vector<std::string>> found(rows);
        for (const auto& each : job.at("result").at("errors").as_array())
            found.at(each.at("row").to_number<std::size_t>() - 2)
                .push_back(said(each, "column") + " " + said(each, "code"));
        return found;
    }

    json::object await_end(const std::string& job)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        while (std::chrono::steady_clock::now() < until) {
            const auto now = json::parse(officer_.get(job).body).as_object();
            if (now.at("state") == "succeeded" || now.at("state") == "failed") return now;
            std::this_thread::yield();
        }
        throw std::runtime_error("the import does not end");
    }

    static std::string said(const json::value& in, std::string_view member)
    {
        return json::value_to<std::string>(in.at(member));
    }

    static std::string line(const json::object& record)
    {
        std::string cells;
        for (const auto& name : columns) {
            const auto* value = record.if_contains(name);
            if (&name != &columns.front()) cells += ',';
            if (value == nullptr || value->is_null()) continue;
            if (value->is_string())
                cells += "\"" + std::string{value->get_string()} + "\"";
            else
                cells += (name == "commune" || name == "successor" ? "#" : "") + json::serialize(*value);
        }
        return cells + "\r\n";
    }

    const test_database shared_;
    server_process server_;
    api_user officer_;
    std::int64_t commune_ = 0;
};

TEST_P(ProgrammeImportChecks, RefuseWhatASingleCreateRefusesByTheSameFieldAndCode)
{
    std::string file;
    for (const auto& name : columns) file += (file.empty() ? "" : ",") + name;
    file += "\r\n";
    for (const auto& [by, refusal] : bad_organizations) file += line(with(by));
    const auto imported = by_import(file, std::size(bad_organizations));
    for (std::size_t i = 0; i < std::size(bad_organizations); ++i) {
        const auto& [by, refusal] = bad_organizations[i];
        EXPECT_THAT(by_create(with(by)), ElementsAre(refusal)) << by;
        EXPECT_THAT(imported[i], ElementsAre(refusal)) << by;
    }
    EXPECT_EQ(server_.stop(), 0);
}

INSTANTIATE_TEST_SUITE_P(On, ProgrammeImportChecks, testing::Values(engine::sqlite, engine::mariadb), engine_name);

} // namespace
} // namespace nscl::tests
