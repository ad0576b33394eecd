#include "core/http/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace nscl::http {

/// zlib's memory, 256 KiB of it. Kept for the next body: having it anew from the system costs more than to compress a list of records.
class deflater {
public:
    deflater()
    {
        constexpr int gzip_format = 16;
        if (deflateInit2(&stream, level, Z_DEFLATED, MAX_WBITS + gzip_format, MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::bad_alloc{};
    }
    ~deflater() { deflateEnd(&stream); }

    deflater(const deflater&) = delete;
    deflater& operator=(const deflater&) = delete;

    void put_in(std::string_view plain)
    {
        stream.next_in = bytes_of(plain.data());
        stream.avail_in = static_cast<uInt>(plain.size());
    }
    void put_out(char* room, std::size_t size)
    {
        stream.next_out = bytes_of(room);
        stream.avail_out = static_cast<uInt>(size);
    }

    z_stream stream{};

private:
    /// The quickest: a list of records takes 6 twice the time and is then 95 % as large (docs/decisions/compression.md).
    static constexpr int level = 1;

    static Bytef* bytes_of(const char* text)
    {
        return reinterpret_cast<Bytef*>(const_cast<char*>(text)); // zlib only reads what is put in
    }
};

/// Deflaters that nobody uses, as many as may have work at once. Thread-safe.
class deflater_shelf {
public:
    std::unique_ptr<deflater> take()
    {
        const std::scoped_lock lock{guard_};
        if (free_.empty()) return std::make_unique<deflater>();
        auto taken = std::move(free_.back());
        free_.pop_back();
        return taken;
    }

    void give_back(std::unique_ptr<deflater> used)
    {
        deflateReset(&used->stream);
        const std::scoped_lock lock{guard_};
        if (free_.size() < most_) free_.push_back(std::move(used));
    }

    static deflater_shelf& one()
    {
        static deflater_shelf shelf;
        return shelf;
    }

private:
    const std::size_t most_ = std::max(2U, std::thread::hardware_concurrency());
    std::mutex guard_;
    std::vector<std::unique_ptr<deflater>> free_;
};

/// A deflater for as long as this lives.
class borrowed_deflater {
public:
    borrowed_deflater() : mine_(deflater_shelf::one().take()) {}
    ~borrowed_deflater() { deflater_shelf::one().give_back(std::move(mine_)); }

    borrowed_deflater(const borrowed_deflater&) = delete;
    borrowed_deflater& operator=(const borrowed_deflater&) = delete;

    deflater* operator->() const { return mine_.get(); }

private:
    std::unique_ptr<deflater> mine_;
};

std::string gzip(std::string_view plain)
{
    if (plain.size() > std::numeric_limits<uInt>::max()) throw std::length_error("too much for one member of gzip");
    const borrowed_deflater by;
    by->put_in(plain);
    std::string packed(plain.size() / 8 + 512, '\0'); // text becomes as small as that, mostly
    by->put_out(packed.data(), packed.size());
    while (deflate(&by->stream, Z_FINISH) != Z_STREAM_END) {
        const auto done = packed.size();
        packed.resize(2 * done);
        by->put_out(packed.data() + done, done);
    }
    packed.resize(packed.size() - by->stream.avail_out);
    return packed;
}

struct gzip_stream::state {
    explicit state(std::shared_ptr<body_stream> from) : plain(std::move(from)), piece(plain_at_once) {}

    static constexpr std::size_t plain_at_once = 64 * 1024;

    std::shared_ptr<body_stream> plain;
    borrowed_deflater by;
    std::vector<char> piece; ///< of `plain`, which `by` reads
    bool unfinished = false; ///< of the last piece something is still to come
    bool at_end = false;     ///< of `plain`
    bool ended = false;      ///< and of what is made of it
};

gzip_stream::gzip_stream(std::shared_ptr<body_stream> plain) : state_(std::make_unique<state>(std::move(plain))) {}

gzip_stream::~gzip_stream() = default;

std::size_t gzip_stream::next(std::span<char> buffer)
{
    auto& now = *state_;
    auto& stream = now.by->stream;
    now.by->put_out(buffer.data(), buffer.size());
    while (stream.avail_out == buffer.size() && !now.ended) {
        if (!now.unfinished && !now.at_end) {
            const std::size_t size = now.plain->next(now.piece);
            now.at_end = size == 0;
            now.by->put_in({now.piece.data(), size});
        }
        now.ended = deflate(&stream, now.at_end ? Z_FINISH : Z_SYNC_FLUSH) == Z_STREAM_END;
        now.unfinished = stream.avail_out == 0;
    }
    return buffer.size() - stream.avail_out;
}

} // namespace nscl::http
