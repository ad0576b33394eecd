#include "core/journal/chain_check.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace nscl::journal {

namespace {

std::string sealed_behind(std::string_view previous, const sealed_row& row)
{
    return seal_of(previous, row.told, row.write_id, row.digest);
}

bool follows(std::string_view previous, const sealed_row& row)
{
    return row.seal == sealed_behind(previous, row);
}

std::int64_t number_after(std::int64_t number)
{
    return number == std::numeric_limits<std::int64_t>::max() ? number : number + 1;
}

finding about(const sealed_row& row, finding::kind what, std::string_view text)
{
    return {.what = what, .number = row.number, .row = row.told.id, .text = text};
}

} // namespace

void chain_check::next(const sealed_row& row)
{
    std::optional<chain_head> goes_on;
    if (doubt_) goes_on = settle(row);
    take(row);
    if (goes_on) place_ = *std::move(goes_on);
    head_ = {row.number, row.seal};
}

std::optional<chain_head> chain_check::settle(const sealed_row& next)
{
    const auto suspect = *std::exchange(doubt_, std::nullopt);
    const auto judge = [&](finding::kind what, std::string_view text) { tell_(about(suspect.row, what, text)); };
    if (follows(suspect.computed, next)) {
        judge(finding::kind::altered, "its seal was changed");
        place_ = {suspect.row.number, suspect.computed};
    } else if (follows(suspect.row.seal, next)) {
        judge(finding::kind::altered, "its columns are not those that were sealed, or rows before it were removed");
        place_ = {suspect.row.number, suspect.row.seal};
    } else if (!follows(place_.seal, next)) {
        judge(finding::kind::altered, "neither it nor the row behind it continues the chain");
        place_ = {suspect.row.number, suspect.row.seal};
    } else if (follows(next.seal, suspect.row)) {
        judge(finding::kind::moved, "it was sealed behind the row that now stands behind it");
        return chain_head{next.number, suspect.row.seal};
    } else {
        judge(finding::kind::inserted, "the rows around it were sealed without it");
    }
    return std::nullopt;
}

void chain_check::take(const sealed_row& row)
{
    // An inserted row may have a number of its own, or none that counts.
    const auto expected = number_after(std::max(head_.number, place_.number));
    if (follows(place_.seal, row)) {
        if (row.number != expected && row.number != number_after(place_.number))
            tell_(about(row, finding::kind::moved, "its number was changed"));
        place_ = {row.number, row.seal};
    } else if (row.number > expected) {
        tell_({.what = finding::kind::removed,
               .number = expected,
               .last = row.number - 1,
               .text = "no rows have these numbers; whether the row behind them was sealed there cannot be told"});
        place_ = {row.number, row.seal};
    } else {
        doubt_ = {row, sealed_behind(place_.seal, row)};
    }
}

void chain_check::end()
{
    if (!doubt_) return;
    tell_(about(doubt_->row, finding::kind::altered, "it does not continue the chain, and no row behind it says more"));
    doubt_.reset();
}

} // namespace nscl::journal
