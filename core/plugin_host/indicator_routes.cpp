#include "core/plugin_host/indicator_routes.hpp"

#include "core/entities/routes/permitted.hpp"
#include "core/log/log.hpp"
#include "core/plugin_host/invocation.hpp"
#include "core/plugin_host/plugin_failed.hpp"

#include <boost/json.hpp>

namespace nscl::plugin_host {

using http::request;
using http::response;
using messages::outcome;

namespace json = boost::json;

namespace {

json::object texts(const messages::text& of)
{
    return {{"vi", of.vi}, {"en", of.en}};
}

json::object described(const std::string& plugin, const entities::indicator_declaration& of)
{
    json::object made{{"plugin", plugin}, {"name", of.name}, {"label", texts(of.label)}};
    made["unit"] = of.unit ? json::value(texts(*of.unit)) : json::value(nullptr);
    return made;
}

/// A result that was checked, with the names of entities in full.
json::value series_of(std::string_view document, const std::string& plugin)
{
    auto all = json::parse(document).at("series");
    for (auto& line : all.as_array()) {
        for (auto& point : line.at("data").as_array()) {
            auto* records = point.as_object().if_contains("records");
            if (!records) continue;
            auto& entity = records->at("entity").as_string();
            if (entity.find('.') == json::string::npos) entity.insert(0, plugin + ".");
        }
    }
    return all;
}

/// One declared indicator and its way into the plugin.
class indicator_endpoint {
public:
    indicator_endpoint(const declared_plugin& from, const entities::indicator_declaration& of,
                       std::shared_ptr<const entities::model> model)
        : plugin_(from.plugin), of_(of), model_(std::move(model))
    {
    }

    outcome<response> answer(const request& asked, const entities::caller& who) const
    {
        std::vector<messages::field_error> problems;
        invocation about{.plugin = *plugin_,
                         .who = &who,
                         .language = messages::preferred(asked.header("accept-language")),
                         .request = &asked,
                         .problems = &problems,
                         .wants_result = true};
        nscl_call call{};
        call.kind = NSCL_CALL_INDICATOR;
        call.name = borrow(of_.name);
        const auto status = perform(about, nullptr, of_.callback, call);
        if (status.status != NSCL_OK) return to_refusal(status);
        if (!about.result)
            return messages::refusal{
                .why = messages::reason::invalid, .code = "invalid", .errors = std::move(problems)};
        return shown(*about.result);
    }

private:
    response shown(const kept_value& result) const
    {
        const auto* document = std::get_if<std::string>(&result.content);
        const auto fits = document ? check_indicator_result(*document) : checked<>{defect{"it is no JSON document"}};
        if (fits.has_error()) {
            const auto problem = "indicator " + of_.name + ": " + fits.error().text;
            log::error("plugin_failed", {{"plugin", plugin_->id()}, {"callback", of_.callback}, {"problem", problem}});
            throw plugin_failed{"plugin " + plugin_->id() + ", " + problem};
        }
        auto made = described(plugin_->id(), of_);
        made["series"] = series_of(*document, plugin_->id());
        return http::json(json::serialize(made));
    }

    std::shared_ptr<hosted_plugin> plugin_;
    const entities::indicator_declaration& of_;
    std::shared_ptr<const entities::model> model_; ///< in which `of_` lives
};

/// All indicators that the caller may see.
class overview {
public:
    overview(std::vector<declared_plugin> plugins, std::shared_ptr<const entities::model> model)
        : plugins_(std::move(plugins)), model_(std::move(model))
    {
    }

    response answer(const entities::caller& who) const
    {
        json::array all;
        for (const auto& [plugin, declared] : plugins_) {
            for (const auto& each : declared->indicators) {
                if (!who.has_permission(each.permission)) continue;
                auto made = described(plugin->id(), each);
                made["href"] = "/api/v1" + entities::path_of(plugin->id()) + "/indicators/" + each.name;
                all.emplace_back(std::move(made));
            }
        }
        return http::json(json::serialize(json::object{{"data", std::move(all)}}));
    }

private:
    std::vector<declared_plugin> plugins_;
    std::shared_ptr<const entities::model> model_; ///< in which the declarations live
};

bool is_texts(const json::value* value)
{
    if (!value || !value->is_object()) return false;
    const auto& object = value->get_object();
    const auto* vi = object.if_contains("vi");
    const auto* en = object.if_contains("en");
    return vi && en && vi->is_string() && en->is_string() && object.size() == 2;
}

/// An exact number written out, or null where there is none.
bool is_number_text(const json::value* value)
{
    if (!value) return false;
    if (value->is_null()) return true;
    if (!value->is_string()) return false;
    std::string_view text{value->get_string().data(), value->get_string().size()};
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return digits(text.substr(0, point)) && (point == std::string_view::npos || digits(text.substr(point + 1)));
}

/// The records behind a figure: {"entity","query"}.
bool is_list_of_records(const json::value& value)
{
    if (!value.is_object()) return false;
    const auto& object = value.get_object();
    const auto* entity = object.if_contains("entity");
    const auto* query = object.if_contains("query");
    return entity && query && entity->is_string() && query->is_string() && object.size() == 2;
}

std::optional<std::string> wrong_point(const json::value& point)
{
    if (!point.is_object()) return "is no object";
    const auto& object = point.get_object();
    const auto* category = object.if_contains("category");
    if (!category || !category->is_string()) return "needs a \"category\"";
    if (!is_number_text(object.if_contains("value"))) return "needs a \"value\": an exact number as a text, or null";
    if (const auto* note = object.if_contains("note"); note && !note->is_string() && !is_texts(note))
        return "has a \"note\" that is no text";
    if (const auto* label = object.if_contains("label"); label && !is_texts(label))
        return "has a \"label\" that is not in vi and en";
    if (const auto* records = object.if_contains("records"); records && !is_list_of_records(*records))
        return "has \"records\" that are no entity and query";
    return std::nullopt;
}

std::optional<std::string> wrong_series(const json::value& series)
{
    if (!series.is_object()) return "is no object";
    const auto& object = series.get_object();
    const auto* kind = object.if_contains("kind");
    if (!kind || !kind->is_string() || (kind->get_string() != "actual" && kind->get_string() != "target")) {
        return "needs a \"kind\": actual or target";
    }
    if (!is_texts(object.if_contains("label"))) return "needs a \"label\" in vi and en";
    const auto* data = object.if_contains("data");
    if (!data || !data->is_array()) return "needs a list \"data\"";
    for (std::size_t i = 0; i < data->get_array().size(); ++i) {
        if (auto wrong = wrong_point(data->get_array()[i])) return "/data/" + std::to_string(i) + " " + *wrong;
    }
    return std::nullopt;
}

} // namespace

checked<> check_indicator_result(std::string_view document)
{
    boost::system::error_code wrong;
    const auto parsed = json::parse({document.data(), document.size()}, wrong);
    if (wrong) return defect{"its result is not JSON: " + wrong.message()};
    const auto* series = parsed.is_object() ? parsed.get_object().if_contains("series") : nullptr;
    if (!series || !series->is_array()) return defect{"its result has no list \"series\""};
    for (std::size_t i = 0; i < series->get_array().size(); ++i) {
        if (auto problem = wrong_series(series->get_array()[i])) {
            return defect{"its result is wrong at /series/" + std::to_string(i) + ": " + *problem};
        }
    }
    return {};
}

std::vector<http::route> indicator_routes(const std::vector<declared_plugin>& plugins,
                                          const std::shared_ptr<const entities::model>& model,
                                          const route_services& services)
{
    std::vector<http::route> routes;
    const auto add = [&](std::string pattern, std::string_view permission, std::string owner,
                         entities::caller_handler act) {
        routes.push_back(
            {.pattern = std::move(pattern),
             .handler = entities::permitted(services.callers, services.problems, permission, std::move(act)),
             .owner = std::move(owner),
             .query = std::vector<std::string>{},
             .produces = "application/json"});
    };
    for (const auto& from : plugins) {
        for (const auto& each : from.declared->indicators) {
            auto at = std::make_shared<const indicator_endpoint>(from, each, model);
            add("/api/v1" + entities::path_of(from.plugin->id()) + "/indicators/" + each.name, each.permission,
                from.plugin->id(), [at](const request& asked, const auto& who) { return at->answer(asked, *who); });
        }
    }
    auto all = std::make_shared<const overview>(plugins, model);
    add("/api/v1/indicators", entities::authenticated, "core",
        [all](const request&, const auto& who) { return all->answer(*who); });
    return routes;
}

} // namespace nscl::plugin_host
