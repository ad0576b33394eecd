#include "holiday.hpp"

#include "parts.hpp"
#include "working_days.hpp"

#include <set>

namespace programme {

using namespace nscl::sdk;

date due_after(const context& in, date from, std::int64_t working_days)
{
    std::set<date> holidays;
    const auto last = from + std::chrono::days{3 * working_days + 30};
    for (const auto& [day] :
         in.query<std::string>("SELECT \"day\" FROM \"programme_holiday\" WHERE \"day\">? AND \"day\"<=?",
                               {to_text(from), to_text(last)})) {
        if (const auto read = parse_date(day)) holidays.insert(*read);
    }
    return add_working_days(from, working_days, [&](date day) { return holidays.contains(day); });
}

void declare_holiday(plugin& plugin)
{
    auto& holiday = plugin.entity("holiday", "holidays", "Ngày nghỉ lễ", "Public holiday");
    holiday.label_many("Ngày nghỉ lễ", "Public holidays");
    holiday.date("day", "Ngày", "Day").required().unique().sortable().listed();
    holiday.text("name", "Tên", "Name").required().at_most(100).is_title().listed();
    holiday.allow("dost_officer", can::read | can::create | can::update | can::remove | can::import);
    open_to_everybody(holiday);
}

} // namespace programme
