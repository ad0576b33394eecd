#include "core/attachments/content_store.hpp"

#include <algorithm>

namespace nscl::attachments {

std::vector<database::table_model> tables()
{
    using database::storage;
    return {{"core_attachment_chunk",
             {{"sha256", storage::short_text, 64, false, ""},
              {"position", storage::integer, 0, false, ""},
              {"data", storage::blob, 0, false, ""}},
             {"sha256", "position"},
             {}}};
}

void put(database::transaction& in, std::string_view digest, std::string_view content)
{
    const std::string sql = std::string{in.dialect().insert_or_ignore()} +
                            " core_attachment_chunk (\"sha256\",\"position\",\"data\") VALUES (?,?,?)";
    std::int64_t position = 0;
    for (std::size_t at = 0; at < content.size(); at += chunk_bytes) {
        const database::value values[] = {std::string{digest}, position++,
                                          std::string{content.substr(at, chunk_bytes)}};
        in.execute(sql, values);
    }
}

void hold_content(database::transaction& in, std::string_view digest)
{
    // put() of the same content touches this row first, and holds it until its transaction ends.
    const database::value first[] = {std::string{digest}};
    in.integer(R"(SELECT "position" FROM core_attachment_chunk WHERE "sha256"=? AND "position"=0)" +
                   std::string{in.dialect().for_update()},
               first);
}

void erase_content(database::transaction& in, std::string_view digest)
{
    const database::value all[] = {std::string{digest}};
    in.execute(R"(DELETE FROM core_attachment_chunk WHERE "sha256"=?)", all);
}

std::string chunk(database::reader& from, std::string_view digest, std::int64_t position)
{
    const database::value values[] = {std::string{digest}, position};
    return from.text("SELECT \"data\" FROM core_attachment_chunk WHERE \"sha256\"=? AND \"position\"=?", values)
        .value_or("");
}

} // namespace nscl::attachments
