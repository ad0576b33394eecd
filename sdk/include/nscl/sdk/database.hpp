#pragma once

#include <nscl/sdk/place.hpp>
#include <nscl/sdk/reading.hpp>

#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace nscl::sdk {
namespace detail {

template <class T>
struct column;
template <>
struct column<std::int64_t> {
    static constexpr std::uint8_t tag = NSCL_INTEGER;
    static std::int64_t read(const nscl_value& cell) { return content<std::int64_t>(cell); }
};
template <>
struct column<std::string_view> {
    static constexpr std::uint8_t tag = NSCL_TEXT;
    static std::string_view read(const nscl_value& cell) { return content<std::string_view>(cell); }
};
template <>
struct column<std::string> {
    static constexpr std::uint8_t tag = NSCL_TEXT;
    static std::string read(const nscl_value& cell) { return content<std::string>(cell); }
};
template <class T>
struct column<std::optional<T>> {
    static constexpr std::uint8_t tag = column<T>::tag;
    static std::optional<T> read(const nscl_value& cell)
    {
        if (cell.tag == NSCL_NULL) return std::nullopt;
        return column<T>::read(cell);
    }
};

} // namespace detail

/// The rows of a query, fetched in batches: `for (auto [id, title] : context.query<std::int64_t, std::string_view>(sql,
/// {year}))`. Columns are std::int64_t, std::string or std::string_view, or std::optional of one where it may be null; a
/// string_view lives until the loop goes on. Read once.
template <class... Columns>
class rows {
public:
    using row = std::tuple<Columns...>;

    class iterator {
    public:
        using iterator_concept = std::input_iterator_tag;
        using value_type = row;
        using difference_type = std::ptrdiff_t;

        explicit iterator(rows& source) : source_{&source} { ++*this; }

        row operator*() const { return source_->current(std::index_sequence_for<Columns...>{}); }
        iterator& operator++()
        {
            more_ = source_->advance();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& at, std::default_sentinel_t) { return !at.more_; }

    private:
        rows* source_;
        bool more_ = false;
    };

    rows(const detail::place& where, std::string_view sql, const value::list& parameters) : where_{where}
    {
        const detail::borrowed_values raw{parameters};
        static constexpr std::array<std::uint8_t, sizeof...(Columns)> tags{detail::column<Columns>::tag...};
        where_.call(where_.host().database(), &nscl_database_v1::query, borrow(sql), raw.data(), raw.size(),
                    tags.data(), static_cast<std::uint32_t>(tags.size()), &cursor_);
    }
    rows(rows&& other) noexcept
        : where_{other.where_},
          cursor_{std::exchange(other.cursor_, 0)},
          cells_{std::move(other.cells_)},
          fetched_{other.fetched_},
          at_{other.at_}
    {
    }
    rows& operator=(rows&&) = delete;
    ~rows() { close(); }

    iterator begin() { return iterator{*this}; }
    std::default_sentinel_t end() const { return {}; }

    /// The first row, or nothing. Use columns that own their text.
    std::optional<row> first()
    {
        if (!advance()) return std::nullopt;
        row result = current(std::index_sequence_for<Columns...>{});
        return result;
    }

private:
    static constexpr std::uint32_t batch = 64;

    bool advance()
    {
        if (++at_ < fetched_) return true;
        if (cursor_ == 0) return false;
        cells_.resize(batch * sizeof...(Columns));
        at_ = fetched_ = 0;
        where_.call(where_.host().database(), &nscl_database_v1::next_batch, cursor_, cells_.data(), batch, &fetched_);
        if (fetched_ == 0) close();
        return fetched_ > 0;
    }

    template <std::size_t... Index>
    row current(std::index_sequence<Index...>) const
    {
        return row{detail::column<Columns>::read(cells_[at_ * sizeof...(Columns) + Index])...};
    }

    void close() noexcept
    {
        if (cursor_ == 0) return;
        const nscl_database_v1* database = where_.host().database();
        if (NSCL_HAS(database, nscl_database_v1, close)) {
            detail::error_slot ignored; // the host ends the cursor with the request at the latest
            database->close(where_.host().self(), where_.context, cursor_, ignored.get());
        }
        cursor_ = 0;
    }

    detail::place where_;
    nscl_handle cursor_ = 0;
    std::vector<nscl_value> cells_;
    std::uint32_t fetched_ = 0;
    std::uint32_t at_ = 0;
};

} // namespace nscl::sdk
