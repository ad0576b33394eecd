#include "core/database/soci_statement.hpp"

#include "core/database/error.hpp"

namespace nscl::database {
namespace {

/// A parameter larger than this is not kept for the statement's next use.
constexpr std::size_t kept_text = 64U * 1024;

} // namespace

soci_statement::soci_statement(soci::session& session, const statement_driver& driver, const std::string& sql,
                               std::span<const column> parameters, std::span<const column> columns)
    : session_(session),
      driver_(driver),
      columns_(columns.begin(), columns.end()),
      slots_(parameters.size()),
      cells_(columns.size()),
      present_(columns.size(), soci::i_ok),
      statement_(session)
{
    for (std::size_t at = 0; at < slots_.size(); ++at) {
        slot& bound = slots_[at];
        bound.type = parameters[at];
        if (bound.type == column::integer)
            statement_.exchange(soci::use(std::as_const(bound.integer), bound.state));
        else
            statement_.exchange(soci::use(std::as_const(bound.text), bound.state));
    }
    for (std::size_t at = 0; at < cells_.size(); ++at) {
        if (columns_[at] == column::integer)
            statement_.exchange(soci::into(cells_[at].integer, present_[at]));
        else
            statement_.exchange(soci::into(cells_[at].text, present_[at]));
    }
    statement_.alloc();
    statement_.prepare(sql);
    statement_.define_and_bind();
}

void soci_statement::set(std::span<const value> parameters)
{
    for (std::size_t at = 0; at < slots_.size(); ++at) {
        slot& bound = slots_[at];
        bound.state = soci::i_ok;
        if (const auto* integer = std::get_if<std::int64_t>(&parameters[at]))
            bound.integer = *integer;
        else if (const auto* text = std::get_if<std::string>(&parameters[at]))
            bound.text = *text;
        else
            bound.state = soci::i_null;
    }
}

void soci_statement::release()
{
    driver_.release(*statement_.get_backend());
    for (slot& bound : slots_)
        if (bound.text.capacity() > kept_text) std::string{}.swap(bound.text);
}

std::int64_t soci_statement::execute(std::span<const value> parameters)
{
    set(parameters);
    const std::int64_t mark = driver_.mark(session_);
    statement_.execute(true);
    const std::int64_t matched = driver_.matched(session_, statement_, mark);
    release();
    return matched;
}

void soci_statement::query(std::span<const value> parameters, const visitor& visit)
{
    set(parameters);
    statement_.execute(false);
    if (driver_.columns(*statement_.get_backend()) < columns_.size())
        throw error{fault::other, "the query has fewer columns than were asked for"};
    while (statement_.fetch()) {
        for (std::size_t at = 0; at < cells_.size(); ++at) cells_[at].null = present_[at] == soci::i_null;
        visit(row{cells_});
    }
    release();
}

} // namespace nscl::database
