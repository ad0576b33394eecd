#include "core/attachments/attachment_routes.hpp"

#include "core/attachments/content_store.hpp"
#include "core/attachments/media_type.hpp"
#include "core/attachments/unlinked.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/entities/routes/representation.hpp"
#include "core/http/conditional.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"
#include "core/platform/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace nscl::attachments {

namespace {

using entities::caller;
using http::request;
using http::response;
using messages::outcome;
using messages::reason;
using messages::refuse;

/// Content pulled chunk by chunk; no connection is held between two pieces. Content that is shorter than its record says breaks off.
class content_stream final : public http::body_stream {
public:
    content_stream(database::database& from, std::string digest, std::int64_t size)
        : database_(from), digest_(std::move(digest)), left_(static_cast<std::size_t>(size))
    {
    }

    std::size_t next(std::span<char> buffer) override
    {
        if (left_ == 0) return 0;
        if (sent_ == chunk_.size()) {
            chunk_ = database_.read([&](database::reader& from) { return chunk(from, digest_, position_++); });
            sent_ = 0;
            if (chunk_.empty()) throw std::runtime_error("stored content " + digest_ + " is cut off");
        }
        const auto size = std::min({buffer.size(), chunk_.size() - sent_, left_});
        std::memcpy(buffer.data(), chunk_.data() + sent_, size);
        sent_ += size;
        left_ -= size;
        return size;
    }

private:
    database::database& database_;
    std::string digest_;
    std::string chunk_;
    std::size_t sent_ = 0; ///< of the chunk
    std::size_t left_;     ///< of the whole
    std::int64_t position_ = 0;
};

/// RFC 6266 with the name as RFC 8187 says, so that Vietnamese names arrive.
std::string disposition(std::string_view name)
{
    constexpr std::string_view digits = "0123456789ABCDEF"; // RFC 3986, 2.1 asks for upper case
    std::string result = "attachment; filename*=UTF-8''";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || byte == '.' || byte == '-' || byte == '_';
        if (plain) {
            result += c;
            continue;
        }
        result += '%';
        result += digits[byte >> 4U];
        result += digits[byte & 0x0fU];
    }
    return result;
}

/// Whether a name may show otherwise than it is, "fdp.hta" as "ath.pdf" (UAX 9, 2: explicit directional formatting).
bool turns_direction(std::string_view name)
{
    constexpr std::array marks{"\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                               "\u2066", "\u2067", "\u2068", "\u2069"};
    return std::ranges::any_of(marks, [&](const char* each) { return name.find(each) != std::string_view::npos; });
}

/// What the field takes as a name, when it is a file's name and no path.
std::optional<std::string> file_name(const entities::field& of, std::string_view given)
{
    const auto accepted = entities::accept_text(of, given);
    if (accepted.has_error()) return std::nullopt;
    const auto* name = std::get_if<std::string>(&*accepted);
    if (!name || platform::length(*name) > 200) return std::nullopt;
    if (name->find_first_of("/\\") != std::string::npos || name->front() == '.') return std::nullopt;
    if (turns_direction(*name)) return std::nullopt;
    return *name;
}

class files {
public:
    files(entities::route_context context, upload_limits limits)
        : at_(std::move(context)), limits_(limits), type_(*at_.store->model().find("core.attachment"))
    {
    }

    outcome<response> upload(const request& asked, const caller& who) const
    {
        const auto given = asked.parameter("name");
        const auto name = given ? file_name(type_.fields[field("name")], *given) : std::nullopt;
        if (!name) return refuse(reason::unreadable, "bad_file_name");
        if (asked.body.empty()) return refuse(reason::unreadable, "empty_file");
        const auto media_type = media_type_of(asked.body.view(), *name);
        if (!media_type) return refuse(reason::unsupported_media_type, "unsupported_file");

        const auto digest = platform::to_hex(platform::sha256(asked.body.view()));
        const entities::field_values values{{field("name"), fitting_name(*name, *media_type)},
                                            {field("media_type"), std::string{*media_type}},
                                            {field("size"), static_cast<std::int64_t>(asked.body.size())},
                                            {field("sha256"), digest},
                                            {field("uploaded_by"), who.user}};
        auto made = at_.database.write([&](database::transaction& in) -> outcome<entities::record> {
            if (const auto size =
                    unlinked_bytes(in, at_.store->model(), who.user) + static_cast<std::int64_t>(asked.body.size());
                size > static_cast<std::int64_t>(limits_.unlinked)) {
                return refuse(reason::too_large, "too_much_unlinked", {{"limit", std::to_string(limits_.unlinked)}});
            }
            put(in, digest, asked.body.view());
            return at_.store->create(in, who, entities::authority::plugin, type_, values);
        });
        if (made.has_error()) return made.error();
        auto body = at_.database.read([&](database::reader& from) {
            return represent(from, *at_.store, who, type_, *made, messages::preferred(asked.header("accept-language")));
        });
        const auto etag = http::entity_tag(entities::tag_of(*made, body));
        return http::json(std::move(body), 201)
            .with("ETag", etag)
            .with("Location", "/api/v1/core/attachments/" + std::to_string(made->id));
    }

    outcome<response> own(const request& asked, const caller& who) const
    {
        const auto id = number(asked.path_parameter("id"));
        return at_.database.read([&](database::reader& from) -> outcome<response> {
            auto found = at_.store->read(from, who, entities::authority::caller, type_, id);
            if (found.has_error()) return found.error();
            return content(asked, *found);
        });
    }

    outcome<response> held_by_record(const entities::entity& of, const request& asked, const caller& who) const
    {
        const auto index = of.find(asked.path_parameter("field"));
        if (!index || of.fields[*index].type != entities::field_type::attachment ||
            !at_.store->access().may_read(of, of.fields[*index], who)) {
            return refuse(reason::not_found, "not_found");
        }
        return at_.database.read([&](database::reader& from) -> outcome<response> {
            auto found =
                at_.store->read(from, who, entities::authority::caller, of, number(asked.path_parameter("id")));
            if (found.has_error()) return found.error();
            const auto* held = std::get_if<std::int64_t>(&found->values[*index]);
            if (!held) return refuse(reason::not_found, "not_found");
            auto file = at_.store->read(from, who, entities::authority::plugin, type_, *held);
            if (file.has_error()) return file.error();
            return content(asked, *file);
        });
    }

private:
    response content(const request& asked, const entities::record& file) const
    {
        const auto text = [&](std::string_view name) { return std::get<std::string>(file.values[field(name)]); };
        const auto hash = text("sha256");
        const auto shown = platform::to_hex(platform::sha256(hash + "\n" + text("name") + "\n" + text("media_type")));
        return http::unless_known(asked, shown.substr(0, 32),
                                  [&] {
                                      response full;
                                      full.stream = std::make_shared<content_stream>(
                                          at_.database, hash, std::get<std::int64_t>(file.values[field("size")]));
                                      return full.with("Content-Type", text("media_type"))
                                          .with("Content-Disposition", disposition(text("name")));
                                  })
            .with("Cache-Control", "private, no-cache");
    }

    std::size_t field(std::string_view name) const { return *type_.find(name); }

    static entities::record_id number(std::string_view text)
    {
        entities::record_id id = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        return error == std::errc{} && end == text.data() + text.size() ? id : 0;
    }

    entities::route_context at_;
    upload_limits limits_;
    const entities::entity& type_;
};

bool holds_files(const entities::entity& of)
{
    return std::any_of(of.fields.begin(), of.fields.end(),
                       [](const auto& each) { return each.type == entities::field_type::attachment; });
}

} // namespace

std::vector<http::route> attachment_routes(const entities::route_context& context, upload_limits limits)
{
    const auto served = std::make_shared<const files>(context, limits);
    std::vector<http::route> routes;
    const auto add = [&](http::verb which, std::string pattern, std::string owner, const auto& work) -> http::route& {
        http::route made;
        made.verb = which;
        made.pattern = std::move(pattern);
        made.owner = std::move(owner);
        made.query.emplace();
        made.handler = entities::permitted(
            context.callers, context.problems, entities::authenticated,
            [work](const request& asked, const std::shared_ptr<const caller>& who) { return work(asked, *who); });
        return routes.emplace_back(std::move(made));
    };
    auto& upload = add(http::verb::post, "/api/v1/core/actions/attachments", "core",
                       [served](const request& asked, const caller& who) { return served->upload(asked, who); });
    upload.body_limit = limits.file;
    upload.query = {"name"};
    add(http::verb::get, "/api/v1/core/actions/attachments/{id}", "core",
        [served](const request& asked, const caller& who) { return served->own(asked, who); });
    for (const auto* of : context.store->model().entities()) {
        if (!holds_files(*of)) continue;
        add(http::verb::get, "/api/v1" + of->path() + "/{id}/attachments/{field}", of->plugin,
            [served, of](const request& asked, const caller& who) { return served->held_by_record(*of, asked, who); });
    }
    return routes;
}

} // namespace nscl::attachments
