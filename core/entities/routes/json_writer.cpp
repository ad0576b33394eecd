#include "core/entities/routes/json_writer.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/json_text.hpp"

namespace nscl::entities {

namespace {

void write_member(std::string& out, std::string_view name)
{
    out += ',';
    platform::write_json_string(out, name);
    out += ':';
}

} // namespace

void write_record(std::string& out, const entity& of, const access& rights, const caller& who, const record& written,
                  const labels& names, const std::vector<std::size_t>& wanted)
{
    out += "{\"id\":" + std::to_string(written.id) + ",\"version\":" + std::to_string(written.version);
    const auto write_field = [&](std::size_t index) {
        const auto& each = of.fields[index];
        if (!rights.may_read(of, each, who)) return;
        write_member(out, each.name);
        if (points_to_records(each))
            names.write(out, each, written.values[index]);
        else
            write_plain_value(out, each, written.values[index]);
    };
    if (wanted.empty()) {
        for (std::size_t i = 0; i < of.fields.size(); ++i) write_field(i);
    } else {
        for (const auto index : wanted) write_field(index);
    }
    out += ",\"created_at\":\"" + platform::to_rfc3339(written.created_at) + "\",\"updated_at\":\"" +
           platform::to_rfc3339(written.updated_at) + "\"";
}

} // namespace nscl::entities
