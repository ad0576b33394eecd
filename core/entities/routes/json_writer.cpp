#include "core/entities/routes/json_writer.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/digits.hpp"

#include <algorithm>

namespace nscl::entities {

json_writer::json_writer(const entity& of, const access& rights, const caller& who,
                         const std::vector<std::size_t>& wanted)
    : of_(of)
{
    const auto add = [&](std::size_t index) {
        if (rights.may_read(of, of.fields[index], who)) members_.push_back(index);
    };
    if (wanted.empty()) {
        members_.reserve(of.fields.size());
        for (std::size_t i = 0; i < of.fields.size(); ++i) add(i);
    } else {
        std::ranges::for_each(wanted, add);
    }
}

void json_writer::write(std::string& out, const record& written, const labels& names) const
{
    out += "{\"id\":";
    platform::append_digits(out, written.id, 1);
    out += ",\"version\":";
    platform::append_digits(out, written.version, 1);
    for (const auto index : members_) {
        const auto& field = of_.fields[index];
        out += field.member;
        if (points_to_records(field))
            names.write(out, field, written.values[index]);
        else
            write_plain_value(out, field, written.values[index]);
    }
    out += ",\"created_at\":\"";
    platform::append_rfc3339(out, written.created_at);
    out += "\",\"updated_at\":\"";
    platform::append_rfc3339(out, written.updated_at);
    out += '"';
}

} // namespace nscl::entities
