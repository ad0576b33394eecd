#include "core/attachments/unlinked.hpp"

namespace nscl::attachments {

using database::dialect;

std::string is_unlinked(const entities::model& of)
{
    std::string sql;
    for (const auto& [holder, by] : of.referrers(*of.find("core.attachment"))) {
        const bool list = by->type == entities::field_type::multi_reference;
        const auto table = dialect::quoted(list ? holder->link_table(*by) : holder->table());
        const auto column = dialect::quoted(list ? "target" : by->name);
        if (!sql.empty()) sql += " AND ";
        sql += "NOT EXISTS (SELECT 1 FROM " + table + " h WHERE h." + column + "=t.\"id\")";
    }
    return sql.empty() ? "1=1" : sql;
}

std::int64_t unlinked_bytes(database::transaction& in, const entities::model& of, entities::record_id user)
{
    const database::value key[] = {user};
    in.integer(R"(SELECT "id" FROM "core_user" WHERE "id"=?)" + std::string{in.dialect().for_update()}, key);
    std::int64_t sum = 0;
    static constexpr database::column types[] = {database::column::integer};
    in.query(R"(SELECT t."size" FROM "core_attachment" t WHERE t."uploaded_by"=? AND )" + is_unlinked(of), key, types,
             [&](const database::row& row) { sum += row.integer(0); });
    return sum;
}

} // namespace nscl::attachments
