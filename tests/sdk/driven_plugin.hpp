#pragma once

#include "tests/sdk/fake_host.hpp"

#include <nscl/abi/plugin.h>

#include <cstring>
#include <string>

namespace fakes {

/// A plugin's table, driven as the host drives it.
class driven_plugin {
public:
    driven_plugin(const nscl_plugin& table, fake_host& host) : table_{table}
    {
        error_.size = sizeof error_;
        created_ = table_.create(host.table(), &instance_, &error_);
    }
    driven_plugin(const driven_plugin&) = delete;
    driven_plugin& operator=(const driven_plugin&) = delete;
    ~driven_plugin()
    {
        if (created_ == NSCL_OK) table_.destroy(instance_);
    }

    std::int32_t created() const { return created_; }
    std::int32_t start() { return table_.start == nullptr ? NSCL_OK : table_.start(instance_, &error_); }
    void drain() { table_.drain(instance_); }
    void stop() { table_.stop(instance_); }

    /// A call of this kind, to be filled further.
    static nscl_call call(std::int32_t kind, std::string_view action = {}, std::string_view name = {})
    {
        nscl_call made{};
        made.size = sizeof made;
        made.kind = kind;
        made.context = 1;
        made.action = nscl::sdk::borrow(action);
        made.name = nscl::sdk::borrow(name);
        return made;
    }

    std::int32_t invoke(std::uint32_t number, nscl_call& call)
    {
        std::memset(&error_, 'x', sizeof error_); // what a plugin leaves unsaid shows
        error_.size = sizeof error_;
        return table_.invoke(instance_, number, &call, &error_);
    }
    std::int32_t invoke(std::uint32_t number, nscl_call&& call) { return invoke(number, call); }

    std::string code() const { return error_.code; }
    std::string field() const { return error_.field; }
    std::string detail() const { return error_.detail; }
    /// "limit=5 unit=VND"
    std::string parameters() const
    {
        std::string result;
        const std::string all{error_.parameters, error_.parameters_size};
        for (std::size_t at = 0; at < all.size();) {
            const std::string name = all.c_str() + at;
            at += name.size() + 1;
            const std::string is = all.c_str() + at;
            at += is.size() + 1;
            result += (result.empty() ? "" : " ") + name + "=" + is;
        }
        return result;
    }

private:
    nscl_plugin table_;
    void* instance_ = nullptr;
    nscl_error error_{};
    std::int32_t created_ = NSCL_FAILED;
};

} // namespace fakes
