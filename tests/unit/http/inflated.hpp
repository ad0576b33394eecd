#pragma once

#include <zlib.h>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace nscl::http {

/// What these bytes of gzip hold. Throws std::runtime_error unless they are one whole member and nothing more; with `part`, what can be read
/// of its beginning.
enum class member { whole, part };
inline std::string inflated(std::string_view packed, member wanted = member::whole)
{
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) throw std::runtime_error("no zlib");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string plain;
    std::array<char, 4096> piece{};
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = piece.size();
        result = inflate(&stream, Z_NO_FLUSH);
        plain.append(piece.data(), piece.size() - stream.avail_out);
    }
    const auto left = stream.avail_in;
    inflateEnd(&stream);
    const bool whole = result == Z_STREAM_END && left == 0;
    if (!whole && (wanted == member::whole || result != Z_BUF_ERROR))
        throw std::runtime_error("not one member of gzip");
    return plain;
}

} // namespace nscl::http
