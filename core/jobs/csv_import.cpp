#include "core/jobs/csv_import.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/log/log.hpp"
#include "core/platform/json_text.hpp"

#include <algorithm>
#include <exception>

namespace nscl::jobs {

using platform::write_json_string;

namespace {

constexpr std::size_t batch_rows = 1000;
constexpr std::size_t most_errors = 200; ///< that a result lists; the rest are counted

/// Thrown within a batch, so that it rolls back.
struct interrupted final : std::exception {
    const char* what() const noexcept override { return "the server stops"; }
};

/// Header of a text, read once before the job starts.
messages::outcome<csv::row> read_header(std::string_view text)
{
    if (text.empty()) return messages::refuse(messages::reason::unreadable, "csv_empty");
    csv::reader rows{text};
    auto first = rows.next();
    if (first.has_error()) return refusal_of(first.error());
    if (!*first) return messages::refuse(messages::reason::unreadable, "csv_empty");
    return std::move(**first);
}

} // namespace

messages::outcome<std::unique_ptr<csv_import>> csv_import::prepare(order asked)
{
    auto header = read_header(asked.text.view());
    if (header.has_error()) return header.error();
    auto columns = csv_columns::read(*header, *asked.of, asked.store->access(), *asked.who);
    if (columns.has_error()) return columns.error();
    return std::unique_ptr<csv_import>{new csv_import{std::move(asked), std::move(*columns)}};
}

void csv_import::run(const surroundings& at, const std::stop_token& stopping)
{
    try {
        at.database.write([&](database::transaction& in) { at.ledger.tell(in, at.job, {.state = "running"}); });
        if (order_.mode == import_mode::rollback)
            run_in_one(at, stopping);
        else
            run_in_batches(at, stopping);
    } catch (const lease_lost& lost) {
        log::error("import_failed", {{"job", at.job}, {"problem", lost.what()}}); // whoever has it told its end
    } catch (const interrupted&) {
        at.ledger.end(at.job, broken_off(at.texts, "job_interrupted"));
    } catch (const std::exception& thrown) {
        log::error("import_failed", {{"job", at.job}, {"problem", thrown.what()}});
        at.ledger.end(at.job, broken_off(at.texts, "job_failed"));
    }
}

void csv_import::give_up(const surroundings& at)
{
    at.ledger.end(at.job, broken_off(at.texts, "job_interrupted"));
}

/// To undo one row alone costs each page that it changes, and most files have no row to undo. So a transaction is tried without, and where
/// a row is refused, done again with a step for each.
template <class Work>
messages::outcome<> csv_import::in_transaction(const surroundings& at, Work work)
{
    const auto write = [&](at_refusal then) {
        return at.database.write([&](database::transaction& in) -> messages::outcome<> { return work(in, then); },
                                 database::commit_sharing::alone);
    };
    auto stored = write(at_refusal::stop);
    return stored.has_error() ? write(at_refusal::go_on) : stored;
}

void csv_import::run_in_one(const surroundings& at, const std::stop_token& stopping)
{
    const auto all = [&](database::transaction& in, at_refusal then) -> messages::outcome<> {
        tally_ = {};
        csv::reader rows{order_.text.view()};
        rows.next(); // the header
        while (create_rows(in, rows, then, stopping)) {
        }
        if (tally_.errors.empty()) {
            at.ledger.tell(in, at.job, state_at_end(at.texts));
            return {};
        }
        tally_.created = 0;
        return messages::refuse(messages::reason::invalid, "invalid");
    };
    if (in_transaction(at, all).has_error()) at.ledger.end(at.job, state_at_end(at.texts));
}

void csv_import::run_in_batches(const surroundings& at, const std::stop_token& stopping)
{
    csv::reader next{order_.text.view()};
    next.next(); // the header
    for (bool more = true; more;) {
        const auto before = tally_;
        csv::reader reached = next;
        const auto batch = [&](database::transaction& in, at_refusal then) -> messages::outcome<> {
            // The closure may run again: it begins where the batch began.
            tally_ = before;
            reached = next;
            more = create_rows(in, reached, then, stopping);
            if (then == at_refusal::stop && tally_.failed_rows > before.failed_rows)
                return messages::refuse(messages::reason::invalid, "invalid");
            const job_state so_far{.state = "running", .progress = tally_.rows, .failures = tally_.failed_rows};
            at.ledger.tell(in, at.job, more ? so_far : state_at_end(at.texts));
            return {};
        };
        in_transaction(at, batch);
        next = reached;
        stored_ = tally_;
    }
}

bool csv_import::create_rows(database::transaction& in, csv::reader& rows, at_refusal then,
                             const std::stop_token& stopping)
{
    cell_reader cells{*order_.store, *order_.who, *order_.of};
    // Importing has a scope of its own, beside that of creating, which the store applies.
    const auto importable = order_.store->access().rows(*order_.of, entities::action::import, *order_.who);
    for (std::size_t i = 0; i < batch_rows; ++i) {
        if (stopping.stop_requested()) throw interrupted{};
        auto row = rows.next();
        if (row.has_value() && !*row) return false;
        ++tally_.rows;
        std::vector<row_error> errors;
        if (row.has_error()) {
            const auto wrong = refusal_of(row.error());
            errors.push_back({row.error().row, "", wrong.code, wrong.parameters});
            tally_.read_to_the_end = row.error().can_go_on;
        } else {
            const auto create = [&] { return create_row(in, cells, **row, importable, errors); };
            then == at_refusal::stop ? create() : in.attempt(create);
        }
        if (errors.empty()) {
            ++tally_.created;
            continue;
        }
        ++tally_.failed_rows;
        tally_.add(std::move(errors));
        if (then == at_refusal::stop || !tally_.read_to_the_end) return false;
    }
    return true;
}

bool csv_import::create_row(database::transaction& in, cell_reader& cells, const csv::row& row,
                            const database::condition& importable, std::vector<row_error>& errors)
{
    const auto values = cells.read(in, row, columns_, errors);
    auto made = order_.store->create(in, *order_.who, entities::authority::caller, *order_.of, values);
    if (made.has_error())
        report(made.error(), row.number, errors);
    else if (!entities::lies_within(in, *order_.of, made->id, importable))
        errors.push_back({row.number, "", "outside_scope", {}});
    return errors.empty();
}

void csv_import::tally::add(std::vector<row_error> of_a_row)
{
    for (auto& each : of_a_row) {
        if (errors.size() < most_errors)
            errors.push_back(std::move(each));
        else
            ++more_errors;
    }
}

void csv_import::report(const messages::refusal& refused, std::size_t row, std::vector<row_error>& errors) const
{
    const auto cell_errors = static_cast<std::ptrdiff_t>(errors.size());
    // A cell that could not be read is missing in the record: its own error says it better than "required".
    const auto told = [&](const std::string& column) {
        return std::any_of(errors.begin(), errors.begin() + cell_errors,
                           [&](const row_error& each) { return each.column == column; });
    };
    for (const auto& each : refused.errors) {
        const auto field = order_.of->find(std::string_view{each.pointer}.substr(each.pointer.empty() ? 0 : 1));
        if (field && !order_.store->access().may_read(*order_.of, order_.of->fields[*field], *order_.who)) {
            errors.push_back({row, "", "invalid", {}});
            continue;
        }
        auto column = each.pointer.empty() ? std::string{}
                                           : columns_.header_of(std::string_view{each.pointer}.substr(1), *order_.of);
        if (!told(column)) errors.push_back({row, std::move(column), each.code, each.parameters});
    }
    if (refused.errors.empty()) errors.push_back({row, "", refused.code, refused.parameters});
}

job_state csv_import::state_at_end(const messages::catalogue& texts) const
{
    const bool nothing_stored = order_.mode == import_mode::rollback && !tally_.errors.empty();
    return {.state = nothing_stored || !tally_.read_to_the_end ? "failed" : "succeeded",
            .progress = tally_.rows,
            .failures = tally_.failed_rows,
            .total = tally_.rows,
            .result = result_of(tally_, texts, {})};
}

job_state csv_import::broken_off(const messages::catalogue& texts, std::string_view code) const
{
    return {.state = "failed",
            .progress = stored_.rows,
            .failures = stored_.failed_rows,
            .result = result_of(stored_, texts, code)};
}

std::string csv_import::result_of(const tally& of, const messages::catalogue& texts, std::string_view code) const
{
    const auto& errors = of.errors;
    std::string result =
        "{\"created\":" + std::to_string(of.created) + ",\"rows\":" + std::to_string(of.rows) + ",\"errors\":[";
    for (std::size_t i = 0; i < errors.size(); ++i) {
        const auto& each = errors[i];
        result += (i > 0 ? ",{\"row\":" : "{\"row\":") + std::to_string(each.row) + ",\"column\":";
        write_json_string(result, each.column);
        result += ",\"code\":";
        write_json_string(result, each.code);
        result += ",\"detail\":";
        write_json_string(result, texts.render(each.code, each.parameters, order_.language));
        result += '}';
    }
    result += "],\"more_errors\":" + std::to_string(of.more_errors);
    if (!code.empty()) {
        result += ",\"code\":";
        write_json_string(result, code);
        result += ",\"detail\":";
        write_json_string(result, texts.render(code, {}, order_.language));
    }
    return result + "}";
}

} // namespace nscl::jobs
