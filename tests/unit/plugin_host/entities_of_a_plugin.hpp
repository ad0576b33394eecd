#pragma once

#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::tests {

/// nscl.entities/1 as a plugin uses it.
class Entities : public each_database {
protected:
    stage on{db()};
    puppet& plugin = puppet::the();
    const nscl_entities_v1& entities = plugin.entities();
    void* self = plugin.self();
    std::uint32_t note = plugin.entity("puppet.note");
    std::uint32_t ticket = plugin.entity("puppet.ticket");

    std::uint32_t field(std::string_view name, std::string_view of = "puppet.note") const
    {
        return plugin.field(of, name);
    }

    std::int64_t make(nscl_handle context, std::uint32_t of, std::string_view title, std::int32_t expected = NSCL_OK)
    {
        const std::uint32_t fields[] = {field("title", of == note ? "puppet.note" : "puppet.ticket")};
        const nscl_value values[] = {words(title)};
        std::int64_t id = 0;
        auto error = no_error();
        EXPECT_EQ(entities.create(self, context, NSCL_AS_CALLER, of, fields, values, 1, &id, &error), expected)
            << error.detail;
        return id;
    }

    nscl_value get(nscl_handle context, nscl_handle record, std::uint32_t number)
    {
        nscl_value value{};
        auto error = no_error();
        EXPECT_EQ(entities.get(self, context, record, number, &value, &error), NSCL_OK) << error.detail;
        return value;
    }

    std::string title_of(nscl_handle context, nscl_handle record)
    {
        const auto value = get(context, record, field("title"));
        return {value.as.text, value.length};
    }

    std::vector<std::string> list(nscl_handle context, std::string_view query, std::int32_t authority = NSCL_AS_CALLER)
    {
        nscl_handle opened = 0;
        auto error = no_error();
        EXPECT_EQ(entities.list(self, context, authority, note, text(query), &opened, &error), NSCL_OK) << error.detail;
        std::vector<std::string> titles;
        for (nscl_handle record = 0; entities.next(self, context, opened, &record, &error) == NSCL_OK;)
            titles.push_back(title_of(context, record));
        return titles;
    }

    /// How many rows there are, of those that meet `where`.
    std::int64_t rows(const std::string& of, const std::string& where = "1=1")
    {
        return db().read([&](database::reader& from) {
            return from.integer("SELECT COUNT(*) FROM \"" + of + "\" WHERE " + where).value();
        });
    }

    messages::outcome<> remove(std::string_view entity_name, std::int64_t id)
    {
        return db().write([&](database::transaction& in) {
            return on.store->remove(in, *on.callers.who, entities::authority::caller, on.entity(entity_name), id, 0);
        });
    }
};

} // namespace nscl::tests
