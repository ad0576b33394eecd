#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/entity.hpp"
#include "core/plugin_host/call_status.hpp"

#include <nscl/abi/base.h>

#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Between values of the contract and stored forms. Whatever does not fit the field's type is NSCL_MISUSE with a detail that says what
/// was expected: nothing is rounded, cut or guessed.
namespace nscl::plugin_host {

/// What a plugin was lent and may look at until its callback returns.
class lent_memory {
public:
    std::string_view keep(std::string text) { return texts_.emplace_front(std::move(text)); }
    const nscl_value* keep(std::vector<nscl_value> values) { return lists_.emplace_front(std::move(values)).data(); }

private:
    std::forward_list<std::string> texts_;
    std::forward_list<std::vector<nscl_value>> lists_;
};

nscl_value whole(std::int64_t number, std::uint8_t tag = NSCL_INTEGER);
/// Borrows `text`.
nscl_value letters(std::string_view text, std::uint8_t tag = NSCL_TEXT);

/// A borrowed text of the contract as a view; nothing when it is no text (null with a length).
std::optional<std::string_view> view(const nscl_text& text);
nscl_text borrow(std::string_view text);

/// Days since 1970-01-01 and ISO dates (years 0001 to 9999).
std::optional<std::int64_t> days_of(std::string_view iso);
std::optional<std::string> iso_of(std::int64_t days);

enum class lending {
    in_place, ///< `value` outlives the callback unchanged
    copied
};

/// A field's value for a plugin.
nscl_value lend(const entities::field& of, const entities::field_value& value, lent_memory& memory, lending how);

/// A value whose field is not known, by its stored form: integer, text or list of integers.
nscl_value lend_plain(const entities::field_value& value, lent_memory& memory);

/// A plugin's value in the stored form of `of`; form only, the declared limits are not checked.
called<entities::field_value> stored_form(const entities::field& of, const nscl_value& given);

/// A parameter of a query. A decimal stands for its integer of units: its scale must be the column's.
called<database::value> parameter_of(const nscl_value& given);

/// A value as a reader sees it in a message.
called<std::string> words_of(const nscl_value& given);

/// A value that outlives its call.
struct kept_value {
    std::uint8_t tag = NSCL_NULL;
    std::uint8_t scale = 0;
    entities::field_value content;
};
called<kept_value> keep(const nscl_value& given);

} // namespace nscl::plugin_host
