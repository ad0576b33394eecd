#include "tests/sdk/fake_host.hpp"

#include <nscl/sdk/reading.hpp>

#include <algorithm>

namespace fakes {

using nscl::sdk::value;
using nscl::sdk::view;

namespace {

fake_host& of(void* self)
{
    return *static_cast<fake_host*>(self);
}

value kept(const nscl_value& raw)
{
    const nscl::sdk::value_view seen{raw};
    switch (raw.tag) {
    case NSCL_NULL: return {};
    case NSCL_BOOLEAN: return *seen.as<bool>();
    case NSCL_DECIMAL: return *seen.as<nscl::sdk::decimal>();
    case NSCL_TEXT: return *seen.as<std::string>();
    case NSCL_BYTES: return *seen.as<nscl::sdk::bytes>();
    case NSCL_DATE: return *seen.as<nscl::sdk::date>();
    case NSCL_TIMESTAMP: return *seen.as<nscl::sdk::timestamp>();
    case NSCL_JSON: return *seen.as<nscl::sdk::json_text>();
    case NSCL_LIST: {
        value::list items;
        for (std::uint32_t i = 0; i < raw.length; ++i) items.push_back(kept(raw.as.list[i]));
        return items;
    }
    default: return *seen.as<std::int64_t>();
    }
}

std::string joined(const nscl_value* values, std::uint32_t count)
{
    std::string result;
    for (std::uint32_t i = 0; i < count; ++i) result += " " + to_text(kept(values[i]));
    return result;
}

/// The status that the test ordered for this function, with an error that says so.
std::int32_t ordered(fake_host& self, const char* function, nscl_error* error)
{
    auto& queue = self.failing[function];
    if (queue.empty()) return NSCL_OK;
    const std::int32_t status = queue.front();
    queue.pop_front();
    nscl::sdk::detail::fill(
        error,
        nscl::sdk::error{status, std::string{function} + "_failed", {{"why", "ordered"}}, "as ordered"}.at("title"));
    return status;
}

} // namespace

struct tables {
    static std::string name_of(const fake_host& self, std::uint32_t number)
    {
        for (const auto& [name, known] : self.numbers_) {
            if (known == number) return name;
        }
        if (number == NSCL_FIELD_ID) return "id";
        return "?";
    }

    static std::int32_t number(fake_host& self, std::string name, std::uint32_t* result)
    {
        *result = self.numbers_.try_emplace(std::move(name), static_cast<std::uint32_t>(self.numbers_.size() + 1))
                      .first->second;
        return NSCL_OK;
    }
    static std::int32_t entity(void* host, nscl_text name, std::uint32_t* result, nscl_error* error)
    {
        const std::lock_guard lock{of(host).guard_};
        of(host).calls.push_back("entity " + std::string{view(name)});
        if (view(name).ends_with("nothing")) return NSCL_NOT_FOUND;
        if (const auto status = ordered(of(host), "entity", error)) return status;
        return number(of(host), std::string{view(name)}, result);
    }
    static std::int32_t field(void* host, std::uint32_t, nscl_text name, std::uint32_t* result, nscl_error*)
    {
        const std::lock_guard lock{of(host).guard_};
        of(host).calls.push_back("field " + std::string{view(name)});
        if (view(name) == "nothing") return NSCL_NOT_FOUND;
        return number(of(host), std::string{view(name)}, result);
    }
    static std::int32_t get(void* host, nscl_handle, nscl_handle record, std::uint32_t field, nscl_value* result,
                            nscl_error* error)
    {
        fake_host& self = of(host);
        if (const auto status = ordered(self, "get", error)) return status;
        const auto found = self.records_.find(record);
        if (found == self.records_.end()) return NSCL_STALE;
        self.lent_.emplace_back(found->second[name_of(self, field)]);
        *result = *self.lent_.back().data();
        return NSCL_OK;
    }
    static std::int32_t set(void* host, nscl_handle, nscl_handle record, std::uint32_t field, const nscl_value* is,
                            nscl_error* error)
    {
        fake_host& self = of(host);
        if (const auto status = ordered(self, "set", error)) return status;
        self.records_[record][name_of(self, field)] = kept(*is);
        self.calls.push_back("set " + name_of(self, field) + joined(is, 1));
        return NSCL_OK;
    }
    static std::int32_t changed(void* host, nscl_handle, nscl_handle record, std::uint32_t field, std::uint8_t* result,
                                nscl_error*)
    {
        fake_host& self = of(host);
        *result = self.records_[record].contains(name_of(self, field)) ? 1 : 0;
        return NSCL_OK;
    }
    static std::int32_t report(void* host, nscl_handle, nscl_text field, nscl_text code, const nscl_value* parameters,
                               nscl_error*)
    {
        std::string line = "report " + std::string{view(field)} + " " + std::string{view(code)};
        for (std::uint32_t i = 0; parameters != nullptr && i + 1 < parameters->length; i += 2)
            line += " " + to_text(kept(parameters->as.list[i])) + "=" + to_text(kept(parameters->as.list[i + 1]));
        of(host).calls.push_back(line);
        return NSCL_OK;
    }
    static std::int32_t result(void* host, nscl_handle, const nscl_value* is, nscl_error*)
    {
        of(host).result = kept(*is);
        return NSCL_OK;
    }
    static std::int32_t read(void* host, nscl_handle, std::int32_t authority, std::uint32_t entity, std::int64_t id,
                             nscl_handle* record, nscl_error* error)
    {
        fake_host& self = of(host);
        self.calls.push_back("read " + name_of(self, entity) + " " + std::to_string(id) + " as " +
                             std::to_string(authority));
        if (const auto status = ordered(self, "read", error)) return status;
        for (const auto& [handle, content] : self.records_) {
            if (const auto known = content.find("id"); known != content.end() && known->second == value{id}) {
                *record = handle;
                return NSCL_OK;
            }
        }
        return NSCL_NOT_FOUND;
    }
    static std::int32_t list(void* host, nscl_handle, std::int32_t, std::uint32_t entity, nscl_text query,
                             nscl_handle* result, nscl_error* error)
    {
        fake_host& self = of(host);
        if (const auto status = ordered(self, "list", error)) return status;
        const auto& found = self.lists[name_of(self, entity) + "?" + std::string{view(query)}];
        *result = self.next_handle_++;
        self.open_lists_[*result] = {found.begin(), found.end()};
        return NSCL_OK;
    }
    static std::int32_t next(void* host, nscl_handle, nscl_handle list, nscl_handle* record, nscl_error*)
    {
        auto& left = of(host).open_lists_[list];
        if (left.empty()) return NSCL_END;
        *record = left.front();
        left.pop_front();
        return NSCL_OK;
    }
    static std::string assignments(const fake_host& self, const std::uint32_t* fields, const nscl_value* values,
                                   std::uint32_t count)
    {
        std::string result;
        for (std::uint32_t i = 0; i < count; ++i)
            result += " " + name_of(self, fields[i]) + "=" + to_text(kept(values[i]));
        return result;
    }
    static std::int32_t create(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                               const std::uint32_t* fields, const nscl_value* values, std::uint32_t count,
                               std::int64_t* id, nscl_error* error)
    {
        fake_host& self = of(host);
        self.calls.push_back("create " + name_of(self, entity) + " as " + std::to_string(authority) + " in " +
                             std::to_string(context) + assignments(self, fields, values, count));
        *id = 42;
        return ordered(self, "create", error);
    }
    static std::int32_t update(void* host, nscl_handle, std::int32_t authority, std::uint32_t entity, std::int64_t id,
                               const std::uint32_t* fields, const nscl_value* values, std::uint32_t count,
                               nscl_error* error)
    {
        fake_host& self = of(host);
        self.calls.push_back("update " + name_of(self, entity) + " " + std::to_string(id) + " as " +
                             std::to_string(authority) + assignments(self, fields, values, count));
        return ordered(self, "update", error);
    }
    static std::int32_t remove(void* host, nscl_handle, std::int32_t, std::uint32_t entity, std::int64_t id,
                               nscl_error* error)
    {
        of(host).calls.push_back("remove " + name_of(of(host), entity) + " " + std::to_string(id));
        return ordered(of(host), "remove", error);
    }
    static std::int32_t transition(void* host, nscl_handle, std::int32_t, std::uint32_t entity, std::int64_t id,
                                   nscl_text name, const std::uint32_t* fields, const nscl_value* values,
                                   std::uint32_t count, nscl_error* error)
    {
        const std::lock_guard lock{of(host).guard_};
        fake_host& self = of(host);
        self.calls.push_back("transition " + name_of(self, entity) + " " + std::to_string(id) + " " +
                             std::string{view(name)} + assignments(self, fields, values, count));
        return ordered(self, "transition", error);
    }
    static std::int32_t lock(void* host, nscl_handle, std::uint32_t entity, std::int64_t id, nscl_error* error)
    {
        of(host).calls.push_back("lock " + name_of(of(host), entity) + " " + std::to_string(id));
        return ordered(of(host), "lock", error);
    }
    static std::int32_t has_role(void* host, nscl_handle, nscl_text role, std::uint8_t* held, nscl_error*)
    {
        const auto& roles = of(host).roles;
        *held = std::find(roles.begin(), roles.end(), view(role)) != roles.end() ? 1 : 0;
        return NSCL_OK;
    }
    static std::int32_t user(void* host, nscl_handle, std::int64_t* result, nscl_error*)
    {
        *result = of(host).user;
        return NSCL_OK;
    }

    static std::int32_t found(const std::map<std::string, std::string>& in, nscl_text name, nscl_text* result)
    {
        const auto known = in.find(std::string{view(name)});
        if (known == in.end()) return NSCL_NOT_FOUND;
        *result = nscl::sdk::borrow(known->second);
        return NSCL_OK;
    }
    static std::int32_t path_parameter(void* host, nscl_handle, nscl_text name, nscl_text* result, nscl_error*)
    {
        return found(of(host).path_parameters, name, result);
    }
    static std::int32_t query_parameter(void* host, nscl_handle, nscl_text name, nscl_text* result, nscl_error*)
    {
        return found(of(host).query_parameters, name, result);
    }
    static std::int32_t header(void* host, nscl_handle, nscl_text name, nscl_text* result, nscl_error*)
    {
        return found(of(host).headers, name, result);
    }
    static std::int32_t body(void* host, nscl_handle, nscl_text* result, nscl_error*)
    {
        *result = nscl::sdk::borrow(of(host).body);
        return NSCL_OK;
    }
    static std::int32_t language(void*, nscl_handle, nscl_text* result, nscl_error*)
    {
        *result = nscl::sdk::borrow("vi");
        return NSCL_OK;
    }
    static std::int32_t set_header(void* host, nscl_handle, nscl_text name, nscl_text is, nscl_error*)
    {
        of(host).calls.push_back("header " + std::string{view(name)} + ": " + std::string{view(is)});
        return NSCL_OK;
    }
    static std::int32_t respond(void* host, nscl_handle, std::uint32_t status, nscl_text content_type, nscl_text body,
                                nscl_error* error)
    {
        if (const auto refused = ordered(of(host), "respond", error)) return refused;
        of(host).status = status;
        of(host).content_type = view(content_type);
        of(host).answered = view(body);
        return NSCL_OK;
    }
    static std::int32_t respond_stream(void* host, nscl_handle, std::uint32_t status, nscl_text content_type,
                                       std::uint32_t number, std::uint64_t state, nscl_error* error)
    {
        if (const auto refused = ordered(of(host), "respond_stream", error)) return refused;
        of(host).status = status;
        of(host).content_type = view(content_type);
        of(host).stream_number = number;
        of(host).stream_state = state;
        return NSCL_OK;
    }

    static std::int32_t query(void* host, nscl_handle, nscl_text sql, const nscl_value* parameters, std::uint32_t count,
                              const std::uint8_t* columns, std::uint32_t column_count, nscl_handle* cursor,
                              nscl_error* error)
    {
        fake_host& self = of(host);
        std::string tags;
        for (std::uint32_t i = 0; i < column_count; ++i) tags += columns[i] == NSCL_INTEGER ? 'i' : 't';
        self.calls.push_back("query " + std::string{view(sql)} + joined(parameters, count) + " -> " + tags);
        if (const auto status = ordered(self, "query", error)) return status;
        self.next_row_ = 0;
        ++self.open_cursors;
        *cursor = self.next_handle_++;
        return NSCL_OK;
    }
    static std::int32_t next_batch(void* host, nscl_handle, nscl_handle, nscl_value* cells, std::uint32_t capacity,
                                   std::uint32_t* rows, nscl_error* error)
    {
        fake_host& self = of(host);
        if (const auto status = ordered(self, "next_batch", error)) return status;
        for (*rows = 0; *rows < capacity && self.next_row_ < self.rows.size(); ++*rows) {
            self.lent_.emplace_back(self.rows[self.next_row_++]);
            cells = std::copy_n(self.lent_.back().data(), self.lent_.back().size(), cells);
        }
        return NSCL_OK;
    }
    static std::int32_t close(void* host, nscl_handle, nscl_handle, nscl_error*)
    {
        --of(host).open_cursors;
        return NSCL_OK;
    }
    static std::int32_t execute(void* host, nscl_handle context, nscl_text sql, const nscl_value* parameters,
                                std::uint32_t count, std::int64_t* affected, nscl_error* error)
    {
        of(host).calls.push_back("execute " + std::string{view(sql)} + joined(parameters, count) + " in " +
                                 std::to_string(context));
        *affected = 3;
        return ordered(of(host), "execute", error);
    }
    static std::int32_t transaction(void* host, nscl_handle context, nscl_transaction_fn fn, void* data,
                                    nscl_error* error)
    {
        fake_host& self = of(host);
        const bool joins = context >= 1000;
        for (;;) {
            self.calls.push_back(joins ? "join" : "begin");
            const std::int32_t status = fn(data, joins ? context : 1000, error);
            self.calls.push_back(status == NSCL_OK ? "commit" : "roll back " + std::to_string(status));
            if (joins || status != NSCL_RETRY) return status;
        }
    }

    static std::int32_t setting(void* host, nscl_text name, nscl_value* result, nscl_error*)
    {
        fake_host& self = of(host);
        const auto known = self.settings.find(std::string{view(name)});
        if (known == self.settings.end()) return NSCL_NOT_FOUND;
        self.lent_.emplace_back(known->second);
        *result = *self.lent_.back().data();
        return NSCL_OK;
    }
    static std::int32_t audit(void* host, nscl_handle, nscl_text action, nscl_text detail, nscl_error*)
    {
        of(host).calls.push_back("audit " + std::string{view(action)} + " " + std::string{view(detail)});
        return NSCL_OK;
    }
    static std::int32_t now(void*, std::int64_t* result)
    {
        *result = 1'000'000;
        return NSCL_OK;
    }
    static std::int32_t today(void*, std::int64_t* result)
    {
        *result = 31;
        return NSCL_OK;
    }

    static void log(void* host, std::int32_t level, nscl_text message)
    {
        of(host).log.push_back(std::to_string(level) + " " + std::string{view(message)});
    }

    static const void* extension(void* host, nscl_text id)
    {
        static const nscl_entities_v1 entities{sizeof entities, 0,          entity, field,    get,  set,    changed,
                                               report,          result,     read,   list,     next, create, update,
                                               remove,          transition, lock,   has_role, user};
        static const nscl_http_v1 http{sizeof http, 0,        path_parameter, query_parameter, header,
                                       body,        language, set_header,     respond,         respond_stream};
        static const nscl_database_v1 database{sizeof database, 0, query, next_batch, close, execute, transaction};
        static const nscl_settings_v1 settings{sizeof settings, 0, setting};
        static const nscl_audit_v1 audits{sizeof audits, 0, audit};
        static const nscl_clock_v1 clock{sizeof clock, 0, now, today};
        const auto& missing = of(host).missing;
        if (std::find(missing.begin(), missing.end(), view(id)) != missing.end()) return nullptr;
        if (view(id) == NSCL_ENTITIES_V1) return &entities;
        if (view(id) == NSCL_HTTP_V1) return &http;
        if (view(id) == NSCL_DATABASE_V1) return &database;
        if (view(id) == NSCL_SETTINGS_V1) return &settings;
        if (view(id) == NSCL_AUDIT_V1) return &audits;
        if (view(id) == NSCL_CLOCK_V1) return &clock;
        return nullptr;
    }
};

fake_host::fake_host()
    : host_{sizeof(nscl_host), NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0, this, tables::log, tables::extension}
{
}

nscl_handle fake_host::record(fields content)
{
    records_.emplace(next_handle_, std::move(content));
    return next_handle_++;
}

} // namespace fakes
