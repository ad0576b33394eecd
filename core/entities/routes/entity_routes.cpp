#include "core/entities/routes/entity_routes.hpp"

#include "core/entities/reading/stored_record.hpp"
#include "core/entities/routes/json_writer.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/entities/routes/representation.hpp"
#include "core/http/conditional.hpp"
#include "core/http/json_body.hpp"
#include "core/http/query_parameters.hpp"
#include "core/platform/json_text.hpp"

#include <charconv>
#include <span>

namespace nscl::entities {

namespace {

using http::request;
using http::response;
using http::verb;
using messages::outcome;
using messages::reason;
using messages::refusal;

messages::language language_of(const request& asked)
{
    return messages::preferred(asked.header("accept-language"));
}

/// The routes of one entity. Handlers hold it, and through the store the whole model.
class endpoint {
public:
    endpoint(route_context context, const entity& of) : at_(std::move(context)), of_(of) {}

    using action_handler = outcome<response> (endpoint::*)(const request&, const caller&) const;

    outcome<response> list(const request& asked, const caller& who) const
    {
        if (!rights().may(of_, action::read, who)) return messages::refuse(reason::forbidden, "forbidden");
        auto query = parse_list_query(of_, rights(), who, asked.query);
        if (query.has_error()) return query.error();
        return at_.database.read([&](database::reader& from) -> outcome<response> {
            auto found = at_.lists.read(from, who, of_, *query);
            if (found.has_error()) return found.error();
            auto answer = http::json(to_json(from, who, *query, *found));
            if (!found->next.empty()) answer.with("Link", http::next_link(asked, found->next));
            return answer;
        });
    }

    outcome<response> create(const request& asked, const caller& who) const
    {
        if (!rights().may(of_, action::create, who)) return messages::refuse(reason::forbidden, "forbidden");
        auto values = body_values(asked, who);
        if (values.has_error()) return values.error();
        return at_.database.write(
            [&](database::transaction& in) -> outcome<response> {
                auto names = labels_of(in, who, *values);
                auto made = at_.store->create(in, who, authority::caller, of_, *values);
                if (made.has_error()) return made.error();
                auto answer = shown(in, asked, who, *made, names);
                answer.status = 201;
                answer.with("Location", "/api/v1" + of_.path() + "/" + std::to_string(made->id));
                return answer;
            },
            database::commit_sharing::carried);
    }

    outcome<response> read(const request& asked, const caller& who) const
    {
        const auto id = id_of(asked);
        if (id.has_error()) return id.error();
        return at_.database.read([&](database::reader& from) -> outcome<response> {
            auto found = at_.store->read(from, who, authority::caller, of_, *id);
            if (found.has_error()) return found.error();
            return answer_with(from, asked, who, *found);
        });
    }

    outcome<response> change(const request& asked, const caller& who) const
    {
        const auto id = id_of(asked);
        if (id.has_error()) return id.error();
        const auto version = expected_version(asked);
        if (version.has_error()) return with_current_etag(asked, who, *id, version.error());
        auto values = body_values(asked, who);
        if (values.has_error()) return values.error();
        return changed(asked, who, *id, *values, [&](database::transaction& in) {
            return at_.store->update(in, who, authority::caller, of_, *id, *version, *values);
        });
    }

    outcome<response> remove(const request& asked, const caller& who) const
    {
        const auto id = id_of(asked);
        if (id.has_error()) return id.error();
        const auto version = expected_version(asked);
        if (version.has_error()) return with_current_etag(asked, who, *id, version.error());
        auto removed = at_.database.write(
            [&](database::transaction& in) {
                return at_.store->remove(in, who, authority::caller, of_, *id, *version);
            },
            database::commit_sharing::carried);
        if (removed.has_error()) return with_current_etag(asked, who, *id, removed.error());
        return http::no_content();
    }

    outcome<response> transition(const request& asked, const caller& who) const
    {
        const auto id = id_of(asked);
        if (id.has_error()) return id.error();
        const auto version = expected_version(asked);
        if (version.has_error()) return with_current_etag(asked, who, *id, version.error());
        auto values = asked.body.empty() ? outcome<field_values>{field_values{}} : body_values(asked, who);
        if (values.has_error()) return values.error();
        return changed(asked, who, *id, *values, [&](database::transaction& in) {
            return at_.store->transition(in, who, authority::caller, of_, *id, *version, asked.path_parameter("name"),
                                         *values);
        });
    }

    outcome<response> history(const request& asked, const caller& who) const
    {
        const auto id = id_of(asked);
        if (id.has_error()) return id.error();
        std::int64_t before = 0;
        if (const auto cursor = asked.parameter("cursor")) {
            const auto [end, error] = std::from_chars(cursor->data(), cursor->data() + cursor->size(), before);
            if (error != std::errc{} || end != cursor->data() + cursor->size() || before < 1)
                return messages::refuse(reason::unreadable, "bad_cursor");
        }
        return at_.database.read([&](database::reader& from) -> outcome<response> {
            auto found = at_.store->read(from, who, authority::caller, of_, *id);
            if (found.has_error()) return found.error();
            const auto can = at_.store->abilities_of(from, who, of_, *found).can;
            if (std::find(can.begin(), can.end(), "history") == can.end())
                return messages::refuse(reason::forbidden, "forbidden");
            return http::json(represent_history(from, *at_.store, who, of_, *id, before, 50, language_of(asked)));
        });
    }

private:
    const access& rights() const { return at_.store->access(); }

    static outcome<record_id> id_of(const request& asked)
    {
        const auto text = asked.path_parameter("id");
        record_id id = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc{} || end != text.data() + text.size() || id < 1) return no_such_record();
        return id;
    }

    outcome<field_values> body_values(const request& asked, const caller& who) const
    {
        auto body = http::json_body(asked, at_.json_depth);
        if (body.has_error()) return body.error();
        return to_values(*body, *at_.store, who, of_);
    }

    response answer_with(database::reader& from, const request& asked, const caller& who, const record& found) const
    {
        auto text = represent(from, *at_.store, who, of_, found, language_of(asked));
        return http::unless_known(asked, tag_of(found, text), [&] { return http::json(std::move(text)); });
    }

    /// Of what the given values refer to. Read before the change: so a transaction holds the tables of its references before rows in them, which
    /// is the order of who changes a table (MariaDB, where neither would see the other's wait).
    labels labels_of(database::reader& from, const caller& who, const field_values& given) const
    {
        labels names{rights(), who, of_, {}};
        record referring;
        referring.values.resize(of_.fields.size());
        for (const auto& [index, value] : given) referring.values[index] = value;
        names.read(from, {&referring, 1});
        return names;
    }

    /// Does `change`, which sets the given values, to the record with this id and answers it as it is then.
    template <class Change>
    outcome<response> changed(const request& asked, const caller& who, record_id id, const field_values& given,
                              Change change) const
    {
        auto answer = at_.database.write(
            [&](database::transaction& in) -> outcome<response> {
                auto names = labels_of(in, who, given);
                auto done = change(in);
                if (done.has_error()) return done.error();
                return shown(in, asked, who, *done, names);
            },
            database::commit_sharing::carried);
        if (answer.has_error()) return with_current_etag(asked, who, id, answer.error());
        return answer;
    }

    /// What was written, told by the transaction that wrote it. The writer may no longer see it, or only part of it: the answer obeys the
    /// same predicate as any read.
    response shown(database::transaction& in, const request& asked, const caller& who, const record& written,
                   labels& names) const
    {
        if (!lies_within(in, of_, written.id, rights().rows(of_, action::read, who))) return http::no_content();
        auto text = represent(in, *at_.store, who, of_, written, language_of(asked), names);
        const auto etag = http::entity_tag(tag_of(written, text));
        return http::json(std::move(text)).with("ETag", etag);
    }

    /// A stale If-Match is answered with the current ETag, when the record is the caller's to see.
    refusal with_current_etag(const request& asked, const caller& who, record_id id, refusal refused) const
    {
        if (refused.why != reason::stale && refused.why != reason::precondition_required) return refused;
        return at_.database.read([&](database::reader& from) {
            auto found = at_.store->read(from, who, authority::caller, of_, id);
            if (found.has_error()) return found.error();
            const auto text = represent(from, *at_.store, who, of_, *found, language_of(asked));
            refused.current_etag = http::entity_tag(tag_of(*found, text));
            return refused;
        });
    }

    std::string to_json(database::reader& from, const caller& who, const list_query& query, const page& found) const
    {
        labels names{rights(), who, of_, query.fields};
        names.know(found.labels);
        if (!query.as_options) names.read(from, found.records);
        const json_writer records{of_, rights(), who, query.fields};
        std::string out = "{\"data\":[";
        for (std::size_t i = 0; i < found.records.size(); ++i) {
            if (i == 1) out.reserve(out.size() * (found.records.size() + 1)); // the others are about as long
            if (i > 0) out += ',';
            if (query.as_options) {
                out += "{\"id\":" + std::to_string(found.records[i].id) + ",\"label\":";
                write_option_label(out, who, found.records[i]);
            } else {
                records.write(out, found.records[i], names);
            }
            out += '}';
        }
        http::end_page(out, found.next, found.count);
        return out;
    }

    void write_option_label(std::string& out, const caller& who, const record& shown) const
    {
        if (rights().may_read(of_, of_.fields[of_.title_field()], who))
            platform::write_json_string(out, label_of(of_, shown));
        else
            out += "null";
    }

    route_context at_;
    const entity& of_;
};

} // namespace

std::vector<http::route> entity_routes(const route_context& context)
{
    const std::vector<std::string> none;
    std::vector<http::route> routes;
    for (const auto* of : context.store->model().entities()) {
        const auto served = std::make_shared<const endpoint>(context, *of);
        using parameters = std::optional<std::vector<std::string>>;
        const auto add = [&](verb which, const std::string& below, endpoint::action_handler act, parameters known) {
            http::route made;
            made.verb = which;
            made.pattern = "/api/v1" + of->path() + below;
            caller_handler work = [served, act](const request& asked, const std::shared_ptr<const caller>& who) {
                return (*served.*act)(asked, *who);
            };
            if (which == verb::post) work = context.repeats.once(std::move(work));
            made.handler = permitted(context.callers, context.problems, authenticated, std::move(work));
            made.owner = of->plugin;
            made.query = std::move(known);
            made.produces = "application/json";
            routes.push_back(std::move(made));
        };
        add(verb::get, "", &endpoint::list, std::nullopt); // the list language
        add(verb::post, "", &endpoint::create, none);
        add(verb::get, "/{id}", &endpoint::read, none);
        add(verb::patch, "/{id}", &endpoint::change, none);
        add(verb::delete_, "/{id}", &endpoint::remove, none);
        if (of->workflow) add(verb::post, "/{id}/transitions/{name}", &endpoint::transition, none);
        add(verb::get, "/{id}/history", &endpoint::history, {{"cursor"}});
    }
    return routes;
}

} // namespace nscl::entities
