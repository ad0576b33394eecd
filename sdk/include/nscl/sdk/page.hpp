#pragma once

#include <nscl/abi/http.h>
#include <nscl/sdk/embedded.h>
#include <nscl/sdk/error.hpp>
#include <nscl/sdk/format.hpp>
#include <nscl/sdk/html.hpp>
#include <nscl/sdk/http.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::sdk {

/// The language of a page: `say("Mở từ ngày", "Opens on")`.
class wording {
public:
    explicit wording(std::string_view language) : english_{language == "en"} {}

    /// "vi" or "en".
    std::string_view language() const { return english_ ? "en" : "vi"; }
    std::string_view operator()(std::string_view vi, std::string_view en) const { return english_ ? en : vi; }

    /// A text that exists in Vietnamese only, marked as such on an English page.
    html vietnamese(std::string_view text) const
    {
        return english_ && !text.empty() ? element("span", {{"lang", "vi"}}, text) : html{text};
    }

private:
    bool english_;
};

/// What a page shows below its heading.
struct page {
    page(html shown) : content{std::move(shown)} {}

    html content;
    std::string title{}; ///< and heading; "": the label with which the page was declared
    unsigned status = 200;
};

template <class F>
concept page_function = requires(const F& f, const request& from, const wording& say) {
    { f(from, say) } -> std::convertible_to<page>;
};

namespace detail {

/// The same page in the other language, with the query that it was asked with.
inline std::string other_language(const request& from, const wording& say, const std::vector<std::string>& query)
{
    std::string target{say("?lang=en", "?lang=vi")};
    for (const std::string& name : query) {
        if (const auto value = from.query_parameter(name)) target += "&" + name + "=" + percent_encoded(*value);
    }
    return target;
}

inline std::string page_document(const page& shown, const wording& say, const std::string& switch_to, date today)
{
    const html site{say(view(nscl_embedded_label_vi), view(nscl_embedded_label_en))};
    const html head = element(
        "header", element("p", site),
        element(
            "nav", {{"aria-label", say("Ngôn ngữ", "Language")}},
            element(
                "a",
                {{"href", switch_to}, {"hreflang", say("en", "vi")}, {"lang", say("en", "vi")}, {"rel", "alternate"}},
                say("English", "Tiếng Việt"))));
    const html body = element("main", element("h1", shown.title), shown.content);
    const html foot = element("footer", element("p", site, say(". Ngày ", ". As of "), format_date(today), "."));
    return "<!doctype html>\n<html lang=\"" + std::string{say.language()} +
           "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
           "<title>" +
           html{shown.title}.text() + " – " + site.text() +
           "</title><link rel=\"stylesheet\" href=\"" NSCL_STYLESHEET "\"><link rel=\"icon\" href=\"data:,\"></head>\n"
           "<body>\n" +
           head.text() + "\n" + body.text() + "\n" + foot.text() + "\n</body>\n</html>\n";
}

/// The page as an answer. It is the same for everybody, and may be kept for a minute; one that says what is wrong is not kept.
inline answer page_answer(const request& from, const page& shown, const wording& say, const std::string& switch_to)
{
    return answer::text(page_document(shown, say, switch_to, from.today()), "text/html; charset=utf-8", shown.status)
        .with("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action "
                                         "'self'; base-uri 'none'; frame-ancestors 'none'")
        .with("Content-Language", std::string{say.language()})
        .with("Vary", "Accept-Language")
        .with("Cache-Control", shown.status < 400 ? "public, max-age=60" : "no-store");
}

/// What `fn` shows; where it found nothing, a page that says so.
template <page_function F>
page page_shown(const F& fn, const request& from, const wording& say)
{
    try {
        return fn(from, say);
    } catch (const error& refused) {
        if (refused.status() != NSCL_NOT_FOUND) throw;
    }
    page missing =
        element("p", say("Địa chỉ này không có, hoặc không còn nữa.", "There is no such page, or not any more."));
    missing.title = say("Không tìm thấy", "Not found");
    missing.status = 404;
    return missing;
}

/// The route's handler behind a page.
template <page_function F>
auto page_handler(texts label, F fn, std::vector<std::string> query)
{
    return [label = std::move(label), fn = std::move(fn), query = std::move(query)](const request& from) {
        const auto asked = from.query_parameter("lang");
        const wording say{asked == "vi" || asked == "en" ? *asked : from.language()};
        page shown = page_shown(fn, from, say);
        if (shown.title.empty()) shown.title = say(label.vi, label.en);
        return page_answer(from, shown, say, other_language(from, say, query));
    };
}

} // namespace detail
} // namespace nscl::sdk
