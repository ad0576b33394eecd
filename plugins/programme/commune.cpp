#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

void declare_commune(plugin& plugin)
{
    auto& commune = plugin.entity("commune", "communes", "Xã, phường", "Commune");
    commune.label_many("Xã, phường", "Communes");
    commune.icon("map-pin");
    commune.text("code", "Mã", "Code").required().unique().immutable().at_most(5).listed();
    commune.text("name", "Tên", "Name").required().at_most(100).searchable().sortable().is_title().listed();
    commune.text("full_name", "Tên đầy đủ", "Full name").at_most(120).searchable();
    commune.enumeration("type", "Loại", "Type")
        .required()
        .option("ward", "Phường", "Ward")
        .option("commune", "Xã", "Commune")
        .listed();
    commune.date("valid_from", "Có hiệu lực từ", "Valid from");

    commune.allow("dost_officer", can::read | can::create | can::update | can::history);
    open_to_everybody(commune);
    // Decision 19/2025/QĐ-TTg: 61 communes and 4 wards since 2025-07-01.
    plugin.seed("commune", "code", catalogue("communes.csv"));
}

} // namespace programme
