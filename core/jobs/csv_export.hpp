#pragma once

#include "core/database/database.hpp"
#include "core/entities/reading/labels.hpp"
#include "core/entities/reading/list_reader.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/response.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nscl::jobs {

/// A list as CSV, pulled page by page: UTF-8 with a byte order mark and CRLF, so that spreadsheets open it. Cells that a spreadsheet
/// would take for a formula begin with an apostrophe. Holds no connection between two pieces.
class csv_export final : public http::body_stream {
public:
    struct order {
        database::database& database;
        std::shared_ptr<const entities::entity_store> store;
        std::shared_ptr<const entities::caller> who;
        const entities::entity* of = nullptr;
        entities::list_query query;
        /// Headers, options and yes or no in its words, for people; none: names and codes, for programs.
        std::optional<messages::language> labels = {};
    };

    explicit csv_export(order asked);

    std::size_t next(std::span<char> buffer) override;

private:
    std::vector<std::size_t> readable() const;
    void write_header();
    std::string cell(const entities::labels& names, const entities::field& of,
                     const entities::field_value& value) const;
    void read_page();

    order order_;
    std::vector<std::size_t> columns_;
    std::string pending_;
    std::size_t sent_ = 0;
    std::optional<entities::list_position> after_;
    bool at_end_ = false;
};

} // namespace nscl::jobs
