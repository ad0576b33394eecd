#include "core/demo_samples.hpp"

#include <stdexcept>
#include <string>

namespace nscl {

namespace {

// Sequences serve as marks: their first number is given out once.
constexpr std::string_view begun = "first_time.demo";
constexpr std::string_view finished = "first_time.demo_filled";

bool is_marked(database::database& where, std::string_view mark)
{
    const database::value name[] = {std::string{mark}};
    return where.read([&](database::reader& from) {
        return from.integer(R"(SELECT "next" FROM "core_sequence" WHERE "name"=?)", name).has_value();
    });
}

/// True for whoever sets it.
bool set_mark(database::database& where, std::string_view mark)
{
    return where.write([&](database::transaction& in) { return in.next_number(mark) == 1; });
}

} // namespace

void fill_once(database::database& where, const std::function<void()>& fill)
{
    if (is_marked(where, finished)) return;
    if (!set_mark(where, begun)) {
        throw std::runtime_error(
            "the samples of this demo database are incomplete, because filling it was broken off: run "
            "`nscl demo remove` (an own database: drop it and create it again), then start again");
    }
    fill();
    set_mark(where, finished);
}

} // namespace nscl
