#include "content_coding.hpp"

#include "list_header.hpp"

#include <optional>

namespace console {

namespace {

/// A weight in thousandths (RFC 9110, 12.4.2), doubled, so that 1 ranks an unnamed identity below q=0.001; nothing when it is malformed.
std::optional<int> read_weight(std::string_view text)
{
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int value = (text[0] - '0') * 1000;
    int worth = 100;
    for (std::size_t at = 2; at < text.size(); ++at, worth /= 10) {
        if (text[at] < '0' || text[at] > '9') return std::nullopt;
        value += (text[at] - '0') * worth;
    }
    return value > 1000 ? std::nullopt : std::optional{2 * value};
}

/// Of "q=0.5" the weight, of nothing the full one.
std::optional<int> weight_among(std::string_view parameters)
{
    while (!parameters.empty()) {
        const auto each = cut_off(parameters, ';');
        if (each.starts_with("q=") || each.starts_with("Q=")) return read_weight(each.substr(2));
    }
    return 2000;
}

bool names(std::string_view name, content_coding which)
{
    switch (which) {
    case content_coding::brotli: return same_word(name, "br");
    case content_coding::gzip: return same_word(name, "gzip") || same_word(name, "x-gzip");
    case content_coding::identity: return same_word(name, "identity");
    }
    return false;
}

/// What the header thinks of a coding; 0: it does not take it. Unnamed, "as it is" will do, but everything named is liked better.
int weight_of(content_coding which, std::string_view accept_encoding)
{
    std::optional<int> others;
    while (!accept_encoding.empty()) {
        auto parameters = cut_off(accept_encoding, ',');
        const auto name = cut_off(parameters, ';');
        const auto weight = weight_among(parameters);
        if (weight && names(name, which)) return *weight;
        if (weight && name == "*") others = weight;
    }
    return others.value_or(which == content_coding::identity ? 1 : 0);
}

} // namespace

content_coding preferred_coding(std::string_view accept_encoding, std::span<const content_coding> there)
{
    auto best = content_coding::identity;
    int most = 0;
    for (const auto each : there) {
        const int weight = weight_of(each, accept_encoding);
        if (weight <= most) continue;
        best = each;
        most = weight;
    }
    return best;
}

} // namespace console
