#include "core/pages/page.hpp"

#include "core/pages/stylesheet.hpp"

#include <nscl/sdk/html.hpp>

namespace nscl::pages {

namespace {

/// What the server is called, on its pages as in the console.
constexpr std::string_view product_vi = "Quản lý năng suất, chất lượng";
constexpr std::string_view product_en = "Productivity and quality management";

std::string_view product(messages::language in)
{
    return in == messages::language::vi ? product_vi : product_en;
}

} // namespace

std::string escaped(std::string_view text)
{
    return sdk::html{text}.text();
}

http::response page_answer(unsigned status, const page& shown)
{
    const std::string site{product(shown.language)};
    http::response answer;
    answer.status = status;
    answer.body = "<!doctype html>\n<html lang=\"" + std::string{messages::tag(shown.language)} +
                  "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                  "content=\"width=device-width,initial-scale=1\"><title>" +
                  escaped(shown.title) + " – " + site + "</title><link rel=\"stylesheet\" href=\"" +
                  std::string{stylesheet} + "\"><link rel=\"icon\" href=\"data:,\"></head><body><header><p>" + site +
                  "</p>";
    if (!shown.agency.empty()) answer.body += "<span>" + escaped(shown.agency) + "</span>";
    answer.body += "</header><main class=\"narrow\">" + shown.content + "</main></body></html>\n";
    answer.with("Content-Type", "text/html; charset=utf-8")
        .with("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action "
                                         "'self'; base-uri 'none'; frame-ancestors 'none'")
        .with("Cache-Control", "no-store, no-transform")
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff");
    return answer;
}

link home()
{
    return {"/", {"Trang chủ", "Home"}};
}

http::response problem_page(unsigned status, std::string_view title, std::string_view detail,
                            messages::language language, std::span<const link> links)
{
    page shown;
    shown.language = language;
    shown.title = title;
    shown.content = "<h1>" + escaped(title) + "</h1><div class=\"card\"><p>" + escaped(detail) + "</p>";
    if (!links.empty()) {
        shown.content += "<ul>";
        for (const auto& [href, label] : links)
            shown.content += "<li><a href=\"" + escaped(href) + "\">" + escaped(label.in(language)) + "</a></li>";
        shown.content += "</ul>";
    }
    shown.content += "</div>";
    return page_answer(status, shown);
}

} // namespace nscl::pages
