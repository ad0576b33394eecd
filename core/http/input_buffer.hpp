#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace nscl::http {

/// Bytes between the socket and the parser, in one piece. Owned by one session; not thread-safe.
class input_buffer {
public:
    std::string_view bytes() const { return {storage_.data() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }

    /// At least `count` writable bytes behind what is there. Moves what is there, so views of it end.
    std::span<char> prepare(std::size_t count)
    {
        if (empty()) begin_ = end_ = 0;
        if (storage_.size() - end_ < count && begin_ > 0) {
            std::memmove(storage_.data(), storage_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (storage_.size() - end_ < count) storage_.resize(end_ + count);
        return {storage_.data() + end_, storage_.size() - end_};
    }

    /// The first `count` prepared bytes have been written.
    void commit(std::size_t count) { end_ += count; }

    /// The first `count` bytes have been read.
    void consume(std::size_t count) { begin_ += count; }

private:
    std::vector<char> storage_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

} // namespace nscl::http
