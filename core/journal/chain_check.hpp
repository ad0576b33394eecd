#pragma once

#include "core/journal/chain.hpp"
#include "core/journal/finding.hpp"

#include <optional>
#include <string>
#include <utility>

namespace nscl::journal {

/// Whether each row follows the one before it, whatever their values. A row that does not is judged with the help of the next one: does that
/// follow the doubtful row, or what came before? Pure; remembers two rows.
class chain_check {
public:
    explicit chain_check(finding_teller tell) : tell_(std::move(tell)) {}

    /// The next row by number, then id.
    void next(const sealed_row& row);
    /// There are no more rows.
    void end();

    /// The last row seen, in its place or not.
    const chain_head& head() const { return head_; }

private:
    /// A row that does not follow `place_`.
    struct doubt {
        sealed_row row;
        std::string computed; ///< the seal that its columns would have there
    };

    /// Judges the row in doubt. Returns the place that the row behind `next` has to follow, where that is not `next`.
    std::optional<chain_head> settle(const sealed_row& next);
    void take(const sealed_row& row);

    finding_teller tell_;
    chain_head head_;
    chain_head place_; ///< the row that the next one has to follow
    std::optional<doubt> doubt_;
};

} // namespace nscl::journal
