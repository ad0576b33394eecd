#include "core/http/request_body.hpp"

#include "core/http/spool_file.hpp"
#include "core/log/log.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace nscl::http {

namespace {

/// Pieces smaller than this are put together before they are written: a chunk may be of a single byte.
constexpr std::size_t least_written = 16 * 1024;

std::size_t counted(std::size_t bytes)
{
    return bytes - std::min(bytes, request_body::uncounted);
}

body_fault not_stored(const body_storage& in, const std::system_error& why)
{
    log::warning("body_not_stored", {{"folder", in.folder.string()}, {"problem", why.what()}});
    return body_fault::not_stored;
}

} // namespace

struct request_body::spooled {
    explicit spooled(const std::filesystem::path& folder) : file(folder) {}

    body_share disk;
    spool_file file;
};

bool request_body::has_room_for(const body_storage& in, std::size_t bytes)
{
    return bytes <= most_in_memory ? in.memory.has_room_for(counted(bytes)) : in.disk.has_room_for(bytes);
}

void request_body::expect(std::size_t bytes)
{
    text_.reserve(std::min(bytes, most_in_memory));
}

std::optional<body_fault> request_body::add(std::string_view piece)
{
    return !storage_ || size() + piece.size() <= most_in_memory ? add_to_memory(piece) : add_to_file(piece);
}

std::optional<body_fault> request_body::add_to_memory(std::string_view piece)
{
    const std::size_t wanted = storage_ ? counted(size() + piece.size()) : 0;
    if (wanted > 0 && !memory_.grow_to({storage_, &storage_->memory}, wanted)) return body_fault::memory_full;
    text_.append(piece);
    return std::nullopt;
}

std::optional<body_fault> request_body::add_to_file(std::string_view piece)
{
    try {
        const bool first = !spooled_;
        if (first) spooled_ = std::make_shared<spooled>(storage_->folder);
        const std::size_t grown = size() + piece.size();
        if (!spooled_->disk.grow_to({storage_, &storage_->disk}, grown)) return body_fault::disk_full;
        if (!first && text_.size() + piece.size() < least_written) {
            text_.append(piece);
            return std::nullopt;
        }
        spooled_->file.append(text_, piece);
        if (first)
            std::string{}.swap(text_);
        else
            text_.clear();
        memory_.release();
        return std::nullopt;
    } catch (const std::system_error& why) {
        return not_stored(*storage_, why);
    }
}

std::optional<body_fault> request_body::complete()
{
    if (!spooled_) return std::nullopt;
    try {
        spooled_->file.append(text_, {});
        std::string{}.swap(text_);
        spooled_->file.map();
        return std::nullopt;
    } catch (const std::system_error& why) {
        return not_stored(*storage_, why);
    }
}

std::string_view request_body::view() const
{
    return spooled_ ? spooled_->file.view() : std::string_view{text_};
}

std::size_t request_body::size() const
{
    return text_.size() + (spooled_ ? spooled_->file.size() : 0);
}

request_body request_body::kept() const
{
    request_body same;
    same.text_ = text_;
    same.spooled_ = spooled_;
    return same;
}

void request_body::clear()
{
    *this = request_body{};
}

} // namespace nscl::http
