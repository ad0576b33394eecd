#pragma once

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace nscl::sdk {

namespace detail {

/// Elements that show something. What runs, loads or styles is none of them.
inline constexpr std::string_view elements[] = {
    "a",      "abbr",    "address",  "article", "aside", "b",      "blockquote", "br",      "button",   "caption",
    "cite",   "code",    "dd",       "details", "div",   "dl",     "dt",         "em",      "fieldset", "figcaption",
    "figure", "footer",  "form",     "h1",      "h2",    "h3",     "h4",         "header",  "hr",       "i",
    "img",    "input",   "label",    "legend",  "li",    "main",   "nav",        "ol",      "option",   "p",
    "pre",    "section", "select",   "small",   "span",  "strong", "sub",        "summary", "sup",      "table",
    "tbody",  "td",      "textarea", "tfoot",   "th",    "thead",  "time",       "tr",      "ul"};
inline constexpr std::string_view empty_elements[] = {"br", "hr", "img", "input"};

/// No event handler and no style is one of them.
inline constexpr std::string_view attributes[] = {
    "accept-charset", "action",  "alt",       "autocomplete", "class", "colspan",   "datetime",    "dir",   "for",
    "headers",        "height",  "href",      "hreflang",     "id",    "inputmode", "lang",        "max",   "maxlength",
    "method",         "min",     "minlength", "name",         "open",  "pattern",   "placeholder", "rel",   "required",
    "role",           "rowspan", "scope",     "selected",     "src",   "title",     "type",        "value", "width"};
inline constexpr std::string_view links[] = {"action", "href", "src"};

template <class Names>
constexpr bool has(const Names& names, std::string_view name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

} // namespace detail

/// The name of an element or an attribute: a literal, which the compiler looks up.
class element_name {
public:
    consteval element_name(const char* name) : text_{name}
    {
        if (!detail::has(detail::elements, text_)) throw std::invalid_argument{"no element of a page"};
    }
    std::string_view text() const { return text_; }
    bool is_empty() const { return detail::has(detail::empty_elements, text_); }

private:
    std::string_view text_;
};
class attribute_name {
public:
    consteval attribute_name(const char* name) : text_{name}
    {
        const bool open = text_.starts_with("aria-") || text_.starts_with("data-");
        if (!open && !detail::has(detail::attributes, text_)) throw std::invalid_argument{"no attribute of a page"};
    }
    std::string_view text() const { return text_; }
    bool is_link() const { return detail::has(detail::links, text_); }

private:
    std::string_view text_;
};

/// `{"class", "note"}`. The value is borrowed until the element is made.
struct attribute {
    attribute_name name;
    std::string_view value;
};

/// Whether a link may lead there: http, https, mailto, tel, or a path, a query or a fragment of this server.
inline bool is_safe_link(std::string_view target)
{
    for (const char c : target) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\') return false;
    }
    for (const std::string_view scheme : {"http://", "https://", "mailto:", "tel:"}) {
        if (target.starts_with(scheme)) return true;
    }
    if (target.starts_with('/')) return !target.starts_with("//");
    return target.starts_with('?') || target.starts_with('#');
}

/// A value as a part of a link: everything but letters, digits, "-", ".", "_" and "~" becomes %xx.
inline std::string percent_encoded(std::string_view value)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : value) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
            c == '_' || c == '~') {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += {'%', digits[byte >> 4U], digits[byte & 0xfU]};
        }
    }
    return result;
}

/// A piece of a page, ready written: `element("p", {{"class", "note"}}, "Open until ", element("strong", day))`. Texts are
/// escaped when they become one, so a value is never markup.
class html {
public:
    html() = default;
    html(std::string_view text) { escape(text); }
    html(const std::string& text) : html{std::string_view{text}} {}
    html(const char* text) : html{std::string_view{text}} {}

    html& add(const html& next)
    {
        written_ += next.written_;
        return *this;
    }

    bool empty() const { return written_.empty(); }
    const std::string& text() const { return written_; }

    /// Used by element().
    static html wrapped(element_name name, std::initializer_list<attribute> attributes, const html& content);

private:
    void escape(std::string_view text)
    {
        for (const char c : text) {
            switch (c) {
            case '&': written_ += "&amp;"; break;
            case '<': written_ += "&lt;"; break;
            case '>': written_ += "&gt;"; break;
            case '"': written_ += "&quot;"; break;
            case '\'': written_ += "&#39;"; break;
            default: written_ += c;
            }
        }
    }

    std::string written_;
};

inline html html::wrapped(element_name name, std::initializer_list<attribute> attributes, const html& content)
{
    html made;
    made.written_.append("<").append(name.text());
    for (const attribute& each : attributes) {
        if (each.name.is_link() && !is_safe_link(each.value)) continue;
        made.written_.append(" ").append(each.name.text()).append("=\"");
        made.escape(each.value);
        made.written_ += '"';
    }
    made.written_ += '>';
    if (!name.is_empty()) made.add(content).written_.append("</").append(name.text()).append(">");
    return made;
}

/// An element with its children, texts or elements; `br`, `hr`, `img` and `input` have none. A link that is not safe is left out.
template <std::convertible_to<html>... Child>
html element(element_name name, std::initializer_list<attribute> attributes, const Child&... children)
{
    html content;
    (content.add(children), ...);
    return html::wrapped(name, attributes, content);
}
template <std::convertible_to<html>... Child>
html element(element_name name, const Child&... children)
{
    return element(name, {}, children...);
}

} // namespace nscl::sdk
