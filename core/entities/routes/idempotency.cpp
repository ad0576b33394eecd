#include "core/entities/routes/idempotency.hpp"

#include "core/database/error.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/member_list.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace nscl::entities {

namespace {

using database::column;
using messages::outcome;
using messages::reason;
using platform::member_list;

constexpr std::size_t longest_key = 255;
constexpr std::int64_t most_swept = 2000;

/// Printable ASCII, as a structured field's string or a token has it.
bool is_key(std::string_view text)
{
    return text.size() <= longest_key && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

std::string to_lines(const std::vector<http::pair>& headers)
{
    std::string out;
    for (const auto& [name, value] : headers) out += name + ':' + value + '\n';
    return out;
}

std::vector<http::pair> from_lines(std::string_view text)
{
    std::vector<http::pair> headers;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        const auto colon = line.find(':');
        headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
        text.remove_prefix(line.size() + 1);
    }
    return headers;
}

/// A request with a key, inside its transaction.
class kept_answer {
public:
    kept_answer(const http::request& asked, const caller& who, platform::instant now)
        : key_(platform::to_hex(
              member_list{"nscl idempotency key 1"}.add(who.user).add(asked.header("idempotency-key")).hash())),
          fingerprint_(platform::to_hex(member_list{"nscl idempotent request 1"}
                                            .add(http::name(asked.verb))
                                            .add(asked.target)
                                            .add(asked.header("if-match"))
                                            .add(asked.body.view())
                                            .hash())),
          now_(now)
    {
    }

    /// Takes the key, or waits for the one who has it to end; false when that one has succeeded.
    bool take(database::transaction& in) const
    {
        constexpr auto kept_for = std::chrono::microseconds{idempotency::lifetime}.count();
        const database::value past[] = {key_, now_ - kept_for};
        in.execute(R"(DELETE FROM core_idempotency WHERE "key"=? AND "at"<?)", past);
        const database::value row[] = {key_, fingerprint_, now_};
        const std::string insert{in.dialect().insert_or_ignore()};
        return in.execute(
                   insert +
                       R"( core_idempotency ("key","fingerprint","at","status","headers","body") VALUES (?,?,?,0,'',''))",
                   row) > 0;
    }

    void keep(database::transaction& in, const http::response& answer) const
    {
        const database::value values[] = {std::int64_t{answer.status}, to_lines(answer.headers), answer.body, key_};
        in.execute(R"(UPDATE core_idempotency SET "status"=?,"headers"=?,"body"=? WHERE "key"=?)", values);
    }

    outcome<http::response> read(database::reader& from) const
    {
        static constexpr column types[] = {column::text, column::integer, column::text, column::text};
        const database::value key[] = {key_};
        outcome<http::response> found = messages::refuse(reason::conflict, "idempotency_key_in_use");
        from.query(R"(SELECT "fingerprint","status","headers","body" FROM core_idempotency WHERE "key"=?)", key, types,
                   [&](const database::row& row) {
                       if (row.text(0) != fingerprint_) {
                           found = messages::refuse(reason::invalid, "idempotency_key_reused");
                           return;
                       }
                       http::response answer;
                       answer.status = static_cast<unsigned>(row.integer(1));
                       answer.headers = from_lines(row.text(2));
                       answer.body = row.text(3);
                       found = answer.with("Idempotency-Replayed", "true");
                   });
        return found;
    }

private:
    std::string key_;
    std::string fingerprint_;
    platform::instant now_;
};

} // namespace

std::vector<database::table_model> idempotency_tables()
{
    using database::storage;
    return {{"core_idempotency",
             {{"key", storage::short_text, 64, false, ""},
              {"fingerprint", storage::short_text, 64, false, ""},
              {"at", storage::integer, 0, false, ""},
              {"status", storage::integer, 0, false, ""},
              {"headers", storage::long_text, 0, false, ""},
              {"body", storage::long_text, 0, false, ""}},
             {"key"},
             {{"ix_core_idempotency_at", {"at"}, false}}}};
}

caller_handler idempotency::once(caller_handler act) const
{
    return [this, act = std::move(act)](const http::request& asked,
                                        const std::shared_ptr<const caller>& who) -> outcome<http::response> {
        if (asked.header("idempotency-key").empty()) return act(asked, who);
        if (!is_key(asked.header("idempotency-key")))
            return messages::refuse(reason::unreadable, "bad_idempotency_key");
        const kept_answer kept{asked, *who, clock_.now()};
        bool waiting = false;
        try {
            return database_.write([&](database::transaction& in) -> outcome<http::response> {
                waiting = true;
                const bool first = kept.take(in);
                waiting = false;
                if (!first) return kept.read(in);
                auto answer = act(asked, who);
                if (!answer.has_error()) kept.keep(in, *answer);
                return answer;
            });
        } catch (const database::error& failed) {
            if (!waiting || failed.kind() != database::fault::busy) throw;
            return messages::refuse(reason::conflict, "idempotency_key_in_use");
        }
    };
}

std::size_t idempotency::sweep()
{
    const auto before = clock_.now() - std::chrono::microseconds{lifetime}.count();
    return database_.write([&](database::transaction& in) {
        std::vector<std::string> past;
        static constexpr column types[] = {column::text};
        const database::value parameters[] = {before, most_swept};
        in.query(R"(SELECT "key" FROM core_idempotency WHERE "at"<? ORDER BY "at" LIMIT ?)", parameters, types,
                 [&](const database::row& row) { past.emplace_back(row.text(0)); });
        for (const auto& key : past)
            in.execute(R"(DELETE FROM core_idempotency WHERE "key"=?)", std::array<database::value, 1>{key});
        return past.size();
    });
}

} // namespace nscl::entities
