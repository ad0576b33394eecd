#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/caller.hpp"
#include "core/entities/model/field_value.hpp"
#include "core/messages/catalogue.hpp"
#include "core/platform/clock.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nscl::text {
class pattern;
}

/// Declared entities: what they are made of, as read from a plugin's declaration (docs/declaration.md), and
/// what follows from it.
namespace nscl::entities {

struct entity;

enum class field_type {
    text,
    long_text,
    integer,
    decimal,
    money,
    boolean,
    date,
    timestamp,
    enumeration,
    reference,
    multi_reference,
    attachment,
    json,
    email,
    phone,
    url
};

enum class delete_rule { restrict_, cascade, set_null };

enum class action { read, create, update, delete_, transition, import, export_, history };

/// "read", ...
std::string_view name(action what);

struct option {
    std::string value;
    messages::text label;
    std::string tone;
};

/// A record's stored values, by field index. Multi-references are loaded with it.
struct record {
    record_id id = 0;
    std::int64_t version = 0;
    platform::instant created_at = 0;
    platform::instant updated_at = 0;
    std::vector<field_value> values;
};

/// What a callback of plugin code sees of one change.
struct change {
    database::transaction* transaction = nullptr; ///< null after the commit
    const caller* who = nullptr;
    const entity* type = nullptr;
    action what = action::create;
    std::string_view transition;    ///< its name when `what` is transition
    const record* before = nullptr; ///< null on create
    record* after = nullptr;        ///< the draft; null on delete. Only `before` hooks may change it
    std::vector<messages::field_error>* problems = nullptr; ///< where rules report
    unsigned depth = 0;                                     ///< nesting of changes made by hooks, at most 8
};

using hook = std::function<void(change&)>;
/// The claimed text, or none.
using claim_text = std::function<std::optional<std::string>(change&)>;

/// Why a single value is not acceptable.
struct value_error {
    std::string code;
    messages::parameters parameters;
};
[[noreturn]] void throw_exception_from_error(const value_error& error, const boost::source_location& where);
using parsed_value = boost::system::result<field_value, value_error>;

/// Checks and normalises a value of a contributed type; in and out are stored forms of its base type.
using value_rule = std::function<parsed_value(const field_value&)>;

struct field {
    std::string name;
    std::vector<std::string> former_names; ///< by which the journal knows it too
    field_type type = field_type::text;
    std::string contributed_type; ///< "programme.tax_code", or "" for a plain type
    value_rule rule;              ///< of the contributed type
    messages::text label;
    std::optional<messages::text> help;
    std::optional<messages::text> group;
    std::optional<messages::text> unit;

    bool required = false;
    std::vector<std::string> required_in; ///< states
    std::size_t min_length = 0;
    std::size_t max_length = 255;   ///< code points
    std::optional<field_value> min; ///< stored form
    std::optional<field_value> max;
    unsigned scale = 0;
    bool year = false; ///< an integer that is one: written without groups of digits
    std::string pattern;
    std::shared_ptr<const text::pattern> compiled_pattern; ///< of `pattern`
    std::optional<messages::text> pattern_text;
    std::vector<option> options;

    std::string to;                 ///< reference, multi_reference: "plugin.entity"
    const entity* target = nullptr; ///< resolved by the model; attachments: core.attachment
    delete_rule on_delete = delete_rule::restrict_;

    bool unique = false;
    bool searchable = false;
    bool sortable = false;
    bool title = false;
    bool readonly = false;
    bool immutable = false;
    bool in_list = false;
    bool state = false; ///< the workflow's field; changes by transitions only
    std::optional<field_value> default_value;
    std::string number; ///< "HS-{year}-{5}": filled from a sequence at create
    std::vector<std::string> read_by;
    std::vector<std::string> written_by;

    std::string member; ///< ,"name": as it stands in answers; set by the model
};

struct comparison_rule {
    enum class op { eq, ne, lt, le, gt, ge };
    std::size_t field = 0;
    op how = op::eq;
    std::size_t other = 0;
};

struct claim {
    std::string name;
    std::string code; ///< of the 409
    claim_text text;
};

struct state {
    std::string name;
    messages::text label;
    std::string tone;
    bool terminal = false;
};

struct transition {
    std::string name;
    messages::text label;
    std::vector<std::string> from;
    std::string to;
    std::vector<std::string> by; ///< roles; empty: plugin code only
    std::vector<std::size_t> fields;
    std::vector<std::size_t> required;
    std::vector<hook> guards;
    std::vector<std::string> not_by_actor_of;
    std::optional<messages::text> confirm;
    std::string tone;
    std::string icon;
    bool unprompted = false; ///< no record waits for it
};

struct workflow {
    std::size_t field = 0;
    std::optional<std::size_t> due; ///< the date until when the present state is to be dealt with
    std::string initial;
    std::vector<entities::state> states;
    std::vector<entities::transition> transitions;

    const entities::transition* find(std::string_view name) const;
};

/// A dimension's way to a record: "id", a reference field, or a reference's reference.
struct scope {
    std::string dimension;
    std::vector<std::string> path;
};

struct permission {
    std::string role;
    std::vector<action> actions;
    std::vector<std::string> within; ///< dimensions
};

/// Columns that every table begins with: id, version, created_at, updated_at.
inline constexpr std::size_t own_columns = 4;

struct entity {
    std::string plugin;
    std::string plugin_version; ///< for the journal; set by whoever loaded the plugin
    std::string name;
    std::string plural;
    std::string icon;
    messages::text label;
    messages::text label_many;
    std::vector<entities::field> fields;          ///< the workflow's state field included
    std::vector<std::vector<std::size_t>> unique; ///< composite; single ones are on the field
    std::vector<entities::claim> claims;
    std::vector<hook> checks;
    std::vector<comparison_rule> rules;
    std::optional<entities::workflow> workflow;
    std::vector<entities::scope> scopes;
    std::vector<permission> permissions;
    std::vector<hook> before_create, before_update, before_delete, before_transition;
    std::vector<hook> after_commit;
    bool journal = true;

    /// Set by the model.
    std::int64_t number = 0;    ///< stable over restarts (table core_entity)
    std::string record_columns; ///< the columns of a record; `t` is the table's alias
    std::vector<database::column> record_column_types;

    std::string full_name() const { return plugin + "." + name; }
    std::string table() const { return plugin + "_" + name; }
    /// Path of its list below /api/v1: "/training/courses" (kebab-case).
    std::string path() const;
    /// Link table of a multi-reference: (id, target, position).
    std::string link_table(const entities::field& list) const { return table() + "__" + list.name; }

    /// Index of a field by name.
    std::optional<std::size_t> find(std::string_view field_name) const;
    /// Index of the field that has or once had this name.
    std::optional<std::size_t> find_ever(std::string_view field_name) const;
    /// Index of the title field; the first text field where none is marked.
    std::size_t title_field() const;
    const entities::scope* scope_of(std::string_view dimension) const;
};

/// Names of plugins, entities, fields and whatever else a declaration names: [a-z][a-z0-9_]*, at most longest_name characters.
bool is_name(std::string_view text);
inline constexpr std::size_t longest_name = 40;

/// "/<plugin>" as the paths of its entities and routes begin (kebab-case).
std::string path_of(std::string_view plugin);

/// Whether callers give it values; states, numbers and read-only fields are the server's.
bool is_given(const field& of);
/// How its column is read; a multi-reference has none.
database::column column_type(const field& of);
/// Whether it holds ids of other records: references, attachments among them.
bool points_to_records(const field& of);
/// Whether the table keeps a sort key for it; texts only, everything else sorts by its value.
bool has_sort_key(const field& of);
/// Whether the word table covers it. It knows no fields: a search would find what a restricted one hides.
bool has_words(const field& of);

/// Names of hidden columns.
std::string sort_column(const field& sorted);   ///< "_sort_title"
std::string claim_column(const claim& claimed); ///< "_claim_once_only"

/// What the names of a numbered field's sequences begin with, one per year: "training.course.number.".
std::string number_sequences(const entity& of, std::string_view field_name);

} // namespace nscl::entities
