#pragma once

#include <nscl/sdk/context.hpp>
#include <nscl/sdk/problems.hpp>

#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace nscl::sdk {

/// The request behind a route. Texts are borrowed until the handler returns.
class request : public context {
public:
    using context::context;

    /// A parameter of the pattern, decoded: path("code") of "/certificates/{code}".
    std::string_view path(std::string_view name) const { return one(&nscl_http_v1::path_parameter, name); }

    /// The same as a record's id; throws NSCL_NOT_FOUND when it is no positive number.
    std::int64_t path_id(std::string_view name) const
    {
        const std::string_view text = path(name);
        std::int64_t id = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (problem != std::errc{} || end != text.data() + text.size() || id <= 0) throw not_found();
        return id;
    }

    /// A declared query parameter, decoded, or nothing.
    std::optional<std::string_view> query_parameter(std::string_view name) const
    {
        return maybe(&nscl_http_v1::query_parameter, name);
    }

    /// A header field, or nothing; the name's case does not matter.
    std::optional<std::string_view> header(std::string_view name) const { return maybe(&nscl_http_v1::header, name); }

    /// The whole body, in memory: as large as the route allows. Not copied.
    std::string_view body() const
    {
        nscl_text result{};
        where().call(link().http(), &nscl_http_v1::body, &result);
        return view(result);
    }

    /// "vi" or "en": what the caller reads.
    std::string_view language() const
    {
        nscl_text result{};
        where().call(link().http(), &nscl_http_v1::language, &result);
        return view(result);
    }

    /// Collects what is wrong with the request; end with stop_if_any().
    sdk::problems problems() const { return sdk::problems{where()}; }

private:
    template <class Function>
    std::string_view one(Function nscl_http_v1::* slot, std::string_view name) const
    {
        nscl_text result{};
        where().call(link().http(), slot, borrow(name), &result);
        return view(result);
    }

    template <class Function>
    std::optional<std::string_view> maybe(Function nscl_http_v1::* slot, std::string_view name) const
    {
        try {
            return one(slot, name);
        } catch (const error& why) {
            if (why.status() == NSCL_NOT_FOUND) return std::nullopt;
            throw;
        }
    }
};

/// A body that is made piece by piece, each piece when the socket wants more, on whatever worker is free. Holds no record,
/// cursor or text of the host between two pieces; each gets a fresh context.
class chunks {
public:
    virtual ~chunks() = default;
    /// Writes the next bytes and returns how many; 0 ends the body. Throws to break it off.
    virtual std::size_t next(std::span<char> buffer, const context& now) = 0;
};

/// What a route answers.
class answer {
public:
    explicit answer(unsigned status = 204) : status_{status} {}

    static answer json(const sdk::json& body, unsigned status = 200)
    {
        return text(body.text(), "application/json", status);
    }
    static answer text(std::string body, std::string content_type = "text/plain; charset=utf-8", unsigned status = 200)
    {
        answer result{status};
        result.content_type_ = std::move(content_type);
        result.body_ = std::move(body);
        return result;
    }
    static answer stream(std::string content_type, std::unique_ptr<chunks> source, unsigned status = 200)
    {
        answer result{status};
        result.content_type_ = std::move(content_type);
        result.source_ = std::move(source);
        return result;
    }

    /// A header field besides those of the server.
    answer&& with(std::string name, std::string value) &&
    {
        headers_.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }

    /// Hands it to the host, once. Used by the route's trampoline.
    void send(const detail::place& where, std::uint32_t number) &&;

private:
    unsigned status_;
    std::string content_type_;
    std::string body_;
    std::unique_ptr<chunks> source_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

inline void answer::send(const detail::place& where, std::uint32_t number) &&
{
    const nscl_http_v1* http = where.host().http();
    for (const auto& [name, value] : headers_) where.call(http, &nscl_http_v1::set_header, borrow(name), borrow(value));
    if (source_ == nullptr) {
        where.call(http, &nscl_http_v1::respond, static_cast<std::uint32_t>(status_), borrow(content_type_),
                   borrow(body_));
        return;
    }
    where.call(http, &nscl_http_v1::respond_stream, static_cast<std::uint32_t>(status_), borrow(content_type_), number,
               static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(source_.get())));
    static_cast<void>(source_.release()); // the host's now, until NSCL_CALL_RELEASE
}

} // namespace nscl::sdk
