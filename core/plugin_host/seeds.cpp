#include "core/plugin_host/seeds.hpp"

#include "core/csv/reader.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/list_reader.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/journal/journal.hpp"
#include "core/log/log.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nscl::plugin_host {

using database::dialect;
using entities::entity;
using entities::field_value;
using entities::field_values;
using entities::record;

namespace {

/// What a column of the CSV fills.
struct column {
    std::size_t field = 0;
    std::optional<std::size_t>
        by; ///< field of the reference's target that identifies the record; none: the value itself
};

struct row {
    std::size_t number = 0;
    std::vector<std::string> cells;
};

/// One row that is not as it should be.
struct step {
    std::size_t row = 0;
    const record* existing = nullptr; ///< null: it is missing
    field_values values;
};

/// One seed on its way into its table.
class sowing {
public:
    sowing(const host_services& services, const entity& of, const entities::seed_declaration& seed)
        : services_(services), of_(of), seed_(seed), who_(entities::caller::system("seed"))
    {
    }

    checked<> run()
    {
        if (auto parsed = parse(); parsed.has_error()) return parsed;
        std::optional<std::size_t> before;
        for (;;) {
            const auto needed = services_.database().read([&](database::reader& from) { return plan(from); });
            if (needed.has_error()) return needed.error();
            if (needed->empty()) return {};
            const auto done = services_.database().write([&](database::transaction& in) { return apply(in); });
            // Another server that starts at the same moment may have sown the same rows: fewer are missing then.
            if (!done.has_error() || (before && needed->size() >= *before)) return done;
            before = needed->size();
        }
    }

private:
    defect wrong(std::size_t row, std::string_view column, std::string_view problem) const
    {
        return {"its seed of " + of_.full_name() + ", row " + std::to_string(row) +
                (column.empty() ? std::string{} : ", column " + std::string{column}) + ": " + std::string{problem}};
    }

    checked<> parse()
    {
        csv::reader from{seed_.csv};
        for (;;) {
            auto next = from.next();
            if (next.has_error()) return defect{"its seed of " + of_.full_name() + ": " + next.error().problem};
            if (!*next) break;
            if (columns_.empty()) {
                if (auto read = read_header((*next)->cells); read.has_error()) return read;
                continue;
            }
            rows_.push_back({(*next)->number, std::move((*next)->cells)});
        }
        if (columns_.empty())
            return defect{"its seed of " + of_.full_name() + " is empty; the first row names the columns"};
        return {};
    }

    checked<> read_header(const std::vector<std::string>& names)
    {
        for (const auto& name : names) {
            const auto point = name.find('.');
            const auto field = of_.find(name.substr(0, point));
            if (!field) return wrong(1, name, "there is no such field");
            column read{*field, {}};
            if (point != std::string::npos) {
                const auto& reference = of_.fields[*field];
                if (reference.type != entities::field_type::reference || !reference.target)
                    return wrong(1, name, "it is not a reference");
                read.by = reference.target->find(name.substr(point + 1));
                if (!read.by) return wrong(1, name, reference.target->full_name() + " has no such field");
            }
            if (of_.fields[*field].name == seed_.key && !read.by) key_ = columns_.size();
            columns_.push_back(read);
            names_.push_back(name);
        }
        if (!key_) return wrong(1, seed_.key, "the key's column is missing");
        return {};
    }

    checked<field_value> value_of(database::reader& from, const row& in, std::size_t at)
    {
        const auto& field = of_.fields[columns_[at].field];
        const auto& text = in.cells[at];
        if (columns_[at].by && !text.empty()) return id_of(from, in, at);
        auto accepted = entities::accept_text(field, text);
        if (accepted.has_error())
            return wrong(in.number, names_[at], "\"" + text + "\" is not acceptable: " + accepted.error().code);
        return std::move(*accepted);
    }

    checked<field_value> id_of(database::reader& from, const row& in, std::size_t at)
    {
        const auto& target = *of_.fields[columns_[at].field].target;
        const auto& by = target.fields[*columns_[at].by];
        const std::pair key{at, in.cells[at]};
        if (const auto known = ids_.find(key); known != ids_.end()) return field_value{known->second};
        const database::value wanted[] = {in.cells[at]};
        const auto id = from.integer("SELECT \"id\" FROM " + dialect::quoted(target.table()) + " WHERE " +
                                         dialect::quoted(by.name) + "=?",
                                     wanted);
        if (!id)
            return wrong(in.number, names_[at],
                         "there is no " + target.full_name() + " with " + by.name + " \"" + in.cells[at] + "\"");
        ids_.emplace(key, *id);
        return field_value{*id};
    }

    /// The table's rows by key; `stored_` keeps them.
    std::map<std::string, const record*> stored_rows(database::reader& from)
    {
        stored_.clear();
        const auto& types = of_.record_column_types;
        from.query("SELECT " + of_.record_columns + " FROM " + dialect::quoted(of_.table()) + " t", {}, types,
                   [&](const database::row& found) { stored_.push_back(entities::read_record(of_, found)); });
        const bool linked = std::any_of(of_.fields.begin(), of_.fields.end(), [](const entities::field& each) {
            return each.type == entities::field_type::multi_reference;
        });
        if (linked) load_all_links(from);
        std::map<std::string, const record*> by_key;
        const auto key = columns_[*key_].field;
        for (const auto& each : stored_) {
            if (!entities::is_null(each.values[key])) by_key.emplace(text_of(each.values[key]), &each);
        }
        return by_key;
    }

    void load_all_links(database::reader& from)
    {
        constexpr std::size_t at_once = 500; // databases limit the parameters of a query
        for (std::size_t begin = 0; begin < stored_.size(); begin += at_once) {
            const auto first = stored_.begin() + static_cast<std::ptrdiff_t>(begin);
            const auto last = first + static_cast<std::ptrdiff_t>(std::min(at_once, stored_.size() - begin));
            std::vector<record> part{std::make_move_iterator(first), std::make_move_iterator(last)};
            entities::load_links(from, of_, part);
            std::move(part.begin(), part.end(), first);
        }
    }

    std::string text_of(const field_value& value) const
    {
        const auto& key = of_.fields[columns_[*key_].field];
        return entities::rules_of(key.type).write_text(key, value);
    }

    checked<std::vector<step>> plan(database::reader& from)
    {
        ids_.clear();
        const auto existing = stored_rows(from);
        std::vector<step> steps;
        for (const auto& each : rows_) {
            auto needed = step_for(from, each, existing);
            if (needed.has_error()) return needed.error();
            if (*needed) steps.push_back(std::move(**needed));
        }
        return steps;
    }

    checked<std::optional<step>> step_for(database::reader& from, const row& in,
                                          const std::map<std::string, const record*>& existing)
    {
        const auto key = value_of(from, in, *key_);
        if (key.has_error()) return key.error();
        if (entities::is_null(*key)) return wrong(in.number, seed_.key, "the key is empty");
        const auto found = existing.find(text_of(*key));
        step needed{in.number, found == existing.end() ? nullptr : found->second, {}};
        for (std::size_t at = 0; at < columns_.size(); ++at) {
            // A missing row's references may name rows that this same seed makes first; they are looked up when it is its turn.
            if (!needed.existing && columns_[at].by) continue;
            auto value = value_of(from, in, at);
            if (value.has_error()) return value.error();
            const auto field = columns_[at].field;
            const bool differs =
                needed.existing ? needed.existing->values[field] != *value : !entities::is_null(*value);
            if (differs) needed.values.emplace(field, std::move(*value));
        }
        if (needed.existing && (needed.values.empty() || touched_by_others(from, *needed.existing)))
            return std::optional<step>{};
        return std::optional{std::move(needed)};
    }

    bool touched_by_others(database::reader& from, const record& stored) const
    {
        if (!of_.journal) return true; // nobody knows, so nothing is overwritten
        constexpr int most_entries = 1000;
        bool touched = false;
        journal::history(from, of_.full_name(), stored.id, 0, most_entries,
                         [&](const journal::entry& each) { touched = touched || each.user != 0; });
        return touched;
    }

    checked<> apply(database::transaction& in)
    {
        const auto steps = plan(in);
        if (steps.has_error()) return steps.error();
        std::int64_t created = 0;
        for (const auto& each : *steps) {
            auto values = each.values;
            if (!each.existing) {
                if (auto filled = fill_references(in, each.row, values); filled.has_error()) return filled;
                ++created;
            }
            const auto done =
                each.existing
                    ? services_.store().update(in, who_, entities::authority::plugin, of_, each.existing->id, 0, values)
                    : services_.store().create(in, who_, entities::authority::plugin, of_, values);
            if (done.has_error()) return refused(each.row, done.error());
        }
        log::info("seeded", {{"entity", of_.full_name()},
                             {"created", created},
                             {"changed", static_cast<std::int64_t>(steps->size()) - created}});
        return {};
    }

    checked<> fill_references(database::reader& from, std::size_t number, field_values& values)
    {
        const auto in =
            std::find_if(rows_.begin(), rows_.end(), [&](const row& each) { return each.number == number; });
        for (std::size_t at = 0; at < columns_.size(); ++at) {
            if (!columns_[at].by || in->cells[at].empty()) continue;
            auto id = id_of(from, *in, at);
            if (id.has_error()) return id.error();
            values[columns_[at].field] = std::move(*id);
        }
        return {};
    }

    defect refused(std::size_t row, const messages::refusal& why) const
    {
        if (why.errors.empty()) return wrong(row, {}, why.code);
        return wrong(row, why.errors.front().pointer, why.errors.front().code);
    }

    const host_services& services_;
    const entity& of_;
    const entities::seed_declaration& seed_;
    entities::caller who_;
    std::vector<column> columns_;
    std::vector<std::string> names_;
    std::optional<std::size_t> key_;
    std::vector<row> rows_;
    std::vector<record> stored_;
    std::map<std::pair<std::size_t, std::string>, entities::record_id> ids_;
};

} // namespace

checked<> sow(const host_services& services, const entities::declaration& declared)
{
    for (const auto& seed : declared.seeds) {
        const auto name =
            seed.entity.find('.') == std::string::npos ? declared.plugin + "." + seed.entity : seed.entity;
        const auto* of = services.store().model().find(name);
        if (!of) return defect{"its seed names the entity " + name + ", which does not exist"};
        if (auto sown = sowing{services, *of, seed}.run(); sown.has_error()) return sown;
    }
    return {};
}

} // namespace nscl::plugin_host
