#pragma once

#include <nscl/sdk/place.hpp>
#include <nscl/sdk/reading.hpp>

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// A record that was opened for reading. Valid until the callback that opened it returns; so are its texts.
class record {
public:
    record(const detail::place& where, const detail::known_entity& entity, nscl_handle handle)
        : where_{where}, entity_{&entity}, handle_{handle}
    {
    }

    /// A field's content, or nothing when it is null. Throws NSCL_NOT_FOUND when there is no such field.
    template <class T>
    std::optional<T> get(std::string_view field) const
    {
        return value_view{where_.get(handle_, entity_->field(field))}.template as<T>();
    }

    value_view raw(std::string_view field) const { return value_view{where_.get(handle_, entity_->field(field))}; }

    std::int64_t id() const { return get<std::int64_t>("id").value_or(0); }
    std::int64_t version() const { return get<std::int64_t>("version").value_or(0); }

private:
    detail::place where_;
    const detail::known_entity* entity_;
    nscl_handle handle_;
};

/// The records that a list found, one after the other: `for (const record& one : context.list(...))`. Read once.
class record_list {
public:
    class iterator {
    public:
        using iterator_concept = std::input_iterator_tag;
        using value_type = record;
        using difference_type = std::ptrdiff_t;

        explicit iterator(const record_list& list) : list_{&list} { ++*this; }

        const record& operator*() const { return *current_; }
        const record* operator->() const { return &*current_; }
        iterator& operator++()
        {
            current_ = list_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& at, std::default_sentinel_t) { return !at.current_; }

    private:
        const record_list* list_;
        std::optional<record> current_;
    };

    record_list(const detail::place& where, const detail::known_entity& entity, nscl_handle handle)
        : where_{where}, entity_{&entity}, handle_{handle}
    {
    }

    iterator begin() const { return iterator{*this}; }
    std::default_sentinel_t end() const { return {}; }

    /// The next one, or nothing.
    std::optional<record> next() const
    {
        nscl_handle found = 0;
        const std::int32_t status = where_.call(where_.host().entities(), &nscl_entities_v1::next, handle_, &found);
        if (status == NSCL_END) return std::nullopt;
        return record{where_, *entity_, found};
    }

private:
    detail::place where_;
    const detail::known_entity* entity_;
    nscl_handle handle_;
};

} // namespace nscl::sdk
