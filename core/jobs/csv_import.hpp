#pragma once

#include "core/http/request_body.hpp"
#include "core/jobs/csv_columns.hpp"
#include "core/jobs/job_ledger.hpp"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace nscl::jobs {

enum class import_mode {
    rollback, ///< one bad row, and nothing is stored
    proceed   ///< all rows are stored but the bad ones
};

/// One import: a CSV text whose rows become records, with every rule that a single create meets. Runs as a job; each row is created
/// under the rights of whoever asked.
class csv_import {
public:
    struct order {
        std::shared_ptr<const entities::entity_store> store;
        std::shared_ptr<const entities::caller> who;
        const entities::entity* of = nullptr;
        import_mode mode = import_mode::rollback;
        messages::language language = messages::language::vi;
        http::request_body text;
    };

    /// Refuses what no job could do: another encoding, no header, unknown or missing columns.
    static messages::outcome<std::unique_ptr<csv_import>> prepare(order asked);

    /// What it works with: the job's record, and the words for errors, rendered for whoever asked.
    struct surroundings {
        database::database& database;
        job_ledger& ledger;
        entities::record_id job = 0;
        const messages::catalogue& texts;
    };

    /// Creates the records and tells the job how it went, however it went. What a batch stored and how far the job is become known together;
    /// asked to stop, it keeps the batches before.
    void run(const surroundings& at, const std::stop_token& stopping);

    /// Tells that it was never begun.
    void give_up(const surroundings& at);

    /// Bytes of its text.
    std::size_t size() const { return order_.text.size(); }

private:
    csv_import(order asked, csv_columns columns) : order_(std::move(asked)), columns_(std::move(columns)) {}

    /// What came of the rows so far.
    struct tally {
        std::vector<row_error> errors; ///< the first ones, so that a file of nothing but errors takes no memory
        std::size_t more_errors = 0;   ///< that were not kept
        std::int64_t rows = 0;
        std::int64_t failed_rows = 0;
        std::int64_t created = 0;
        bool read_to_the_end = true; ///< false where the rest of the text cannot be read

        void add(std::vector<row_error> of_a_row);
    };

    /// What follows on a row that is refused.
    enum class at_refusal : std::uint8_t {
        stop, ///< with what it wrote still there
        go_on ///< with what it wrote undone
    };

    /// `work(transaction, at_refusal)`, refused or not: see its definition.
    template <class Work>
    messages::outcome<> in_transaction(const surroundings& at, Work work);
    /// Creates the rows of the next batch; false at the end of the text, or of what can be read of it, or where it stops.
    bool create_rows(database::transaction& in, csv::reader& rows, at_refusal then, const std::stop_token& stopping);
    /// False when it was refused, with the reasons in `errors`.
    bool create_row(database::transaction& in, cell_reader& cells, const csv::row& row,
                    const database::condition& importable, std::vector<row_error>& errors);
    /// Adds why a row's record was refused to the errors of its cells.
    void report(const messages::refusal& refused, std::size_t row, std::vector<row_error>& errors) const;
    void run_in_one(const surroundings& at, const std::stop_token& stopping);
    void run_in_batches(const surroundings& at, const std::stop_token& stopping);
    job_state state_at_end(const messages::catalogue& texts) const;
    job_state broken_off(const messages::catalogue& texts, std::string_view code) const;
    std::string result_of(const tally& of, const messages::catalogue& texts, std::string_view code) const;

    order order_;
    csv_columns columns_;
    tally tally_;
    tally stored_; ///< of the batches that are committed
};

} // namespace nscl::jobs
