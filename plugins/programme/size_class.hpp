#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Size classes of enterprises by Decree 80/2021/NĐ-CP, Art. 5.
namespace programme {

struct size_figures {
    std::optional<std::int64_t> insured_workers; ///< yearly average, Art. 7
    std::optional<std::int64_t> revenue_vnd;     ///< of the previous year, Art. 9
    std::optional<std::int64_t> capital_vnd;     ///< Art. 8
};

/// "micro", "small", "medium", "large", or "unknown" when workers, or both revenue and capital, or the sector are not known. `sector` is
/// "agri_industry_construction" or "trade_services". The smallest class whose limits hold: workers, and revenue or capital.
std::string_view size_class(std::string_view sector, const size_figures& figures);

} // namespace programme
