#pragma once

#include "core/database/error.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/entities/store/record_writer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nscl::entities {

/// One change on its way through the rules: what create, update, delete and transition have in common. Lives on the stack of one
/// operation inside one transaction.
class change_in_progress {
public:
    struct setting {
        database::transaction& in;
        const entities::model& model;
        const access& rights;
        const caller& who;
        authority by;
        const entity& of;
        platform::instant now;
        unsigned depth;
    };

    /// Throws std::runtime_error when hooks nest deeper than most_depth.
    change_in_progress(setting where, action what, std::string_view transition);

    /// Takes over the given values; reports those that the caller may not set. `allowed`: the only fields that may be given (a
    /// transition's), or null.
    void give(const field_values& given, record& draft, const record* before, const std::vector<std::size_t>* allowed);

    void run(const std::vector<hook>& hooks, const record* before, record* after);

    /// The declared rules, references included, on the draft.
    void check(const record* before, record& draft);

    claim_texts claims(const record* before, record& draft);

    /// What was reported so far, as one refusal; none when nothing was.
    std::optional<messages::refusal> refused() const;
    std::vector<messages::field_error>& problems() { return problems_; }

    /// Runs `step`, which writes the draft; turns a violated index into a 409 that names field or claim, and a missing target of a reference
    /// into a 422.
    template <class Step>
    std::optional<messages::refusal> store(const record* before, const record& draft, Step step)
    {
        try {
            step();
            return std::nullopt;
        } catch (const database::error& violated) {
            return conflict(violated, before, draft);
        }
    }

    /// Stores the draft in the place of `before` and journals it. Refused when an index is violated (409), when somebody else was faster
    /// (412), and when the caller would find himself outside `scope`, where he may change it (403): the row is written by then, and whoever
    /// began the transaction rolls it back, as for every refusal.
    messages::outcome<record> replace(const record& before, record draft, const claim_texts& claims,
                                      const condition& scope);

    /// Journal row and after-commit callbacks of the stored change.
    void record_it(const record* before, const record* after);

private:
    /// Which references are looked for: those that the caller sees in part only, or all others.
    enum class sight : std::uint8_t { partial, whole };

    void check_references(const record* before, const record& draft, sight which);
    /// Inside a handler of `violated`, which it rethrows when that is no conflict between values.
    messages::refusal conflict(const database::error& violated, const record* before, const record& draft);
    change view(const record* before, record* after);

    setting at_;
    action what_;
    std::string_view transition_;
    field_values given_; ///< as the operation was asked for, before any hook
    std::vector<messages::field_error> problems_;
};

} // namespace nscl::entities
