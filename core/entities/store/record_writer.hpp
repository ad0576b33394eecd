#pragma once

#include "core/entities/model/entity.hpp"
#include "core/platform/clock.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nscl::entities {

/// A claim's text per claim of the entity.
using claim_texts = std::vector<std::optional<std::string>>;

/// Puts records where they belong (docs/decisions/store-and-plugins.md): row, hidden keys and claims, links, words. Knows no rules.
class record_writer {
public:
    record_writer(database::transaction& in, const entity& of) : in_(in), of_(of) {}

    void insert(const record& made, const claim_texts& claims);

    /// Writes what differs between the two and sets the version of `after`. False when the row has another version than `before` by now.
    bool update(const record& before, const record& after, const claim_texts& claims);

    /// False when the row has another version by now.
    bool remove(const record& before);

    /// Forgets that record `id` refers to `target` by `field`, and nothing else: no rule, version or journal sees it. For records that are
    /// about to be removed, because no database deletes rows that refer to each other.
    void let_go(const field& of, record_id id, record_id target);

private:
    /// Of the field's multi-reference; nothing where it is none.
    void add_links(const record& from, std::size_t field);
    void remove_links(const record& from, std::size_t field);

    database::transaction& in_;
    const entity& of_;
};

/// What the table keeps under has_sort_key, or none for no text.
std::optional<std::string> sort_key_of(const field_value& value);

/// What the word table keeps for a record: the folded words of its fields with has_words, each once.
std::vector<std::string> words_of(const entity& of, const record& from);

/// `{"title":["old","new"],...}`: the fields that differ, for the journal. Either side may be missing.
std::string changes_between(const entity& of, const record* before, const record* after);

/// A claim's text as its column holds it: one that is too long for it by its hash, which differs where the texts do.
std::optional<std::string> stored_claim(std::optional<std::string> text);

/// The record's claims as stored, for comparison with those computed anew.
claim_texts stored_claims(database::reader& from, const entity& of, record_id id);

} // namespace nscl::entities
