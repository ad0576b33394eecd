// What gzip costs: compression FILE... prints, for each file (an answer's body), window and level, the bytes that are left and the time it
// takes, with zlib's memory kept from one time to the next and made anew each time.
#include <zlib.h>

#include <chrono>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using clock_type = std::chrono::steady_clock;

std::string content_of(const char* name)
{
    std::ifstream file{name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

struct measured {
    std::size_t bytes = 0;
    double least_us = 1e9;
};

enum class memory { kept, made_anew };

measured measure(const std::string& plain, int window, int level, memory how)
{
    measured result;
    std::vector<char> room;
    z_stream stream{};
    const auto begin = [&] { deflateInit2(&stream, level, Z_DEFLATED, window + 16, window - 7, Z_DEFAULT_STRATEGY); };
    begin();
    const auto until = clock_type::now() + std::chrono::milliseconds{200};
    while (clock_type::now() < until) {
        const auto began = clock_type::now();
        if (how == memory::kept) {
            deflateReset(&stream);
        } else {
            deflateEnd(&stream);
            begin();
        }
        room.resize(deflateBound(&stream, plain.size()));
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
        stream.avail_in = static_cast<uInt>(plain.size());
        stream.next_out = reinterpret_cast<Bytef*>(room.data());
        stream.avail_out = static_cast<uInt>(room.size());
        deflate(&stream, Z_FINISH);
        const std::chrono::duration<double, std::micro> took = clock_type::now() - began;
        result.least_us = std::min(result.least_us, took.count());
        result.bytes = stream.total_out;
    }
    deflateEnd(&stream);
    return result;
}

} // namespace

int main(int count, char** words)
{
    std::cout << std::fixed << std::setprecision(0);
    for (int file = 1; file < count; ++file) {
        const std::string plain = content_of(words[file]);
        std::cout << words[file] << ": " << plain.size() << " bytes\n";
        for (const int window : {12, 13, 14, 15}) {
            for (const int level : {1, 2, 3, 4, 6, 9}) {
                const auto kept = measure(plain, window, level, memory::kept);
                const auto anew = measure(plain, window, level, memory::made_anew);
                std::cout << "  window 2^" << window << " level " << level << ": " << kept.bytes << " bytes, "
                          << kept.least_us << " us, " << anew.least_us << " us with memory anew\n";
            }
        }
    }
}
