#include "core/http/gzip.hpp"
#include "inflated.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>
#include <vector>

namespace nscl::http {
namespace {

std::string noise(std::size_t size)
{
    std::string text;
    std::uint32_t state = 1;
    while (text.size() < size) {
        state = state * 1664525 + 1013904223;
        text += static_cast<char>(state >> 24U);
    }
    return text;
}

TEST(Gzip, HoldsWhatWasPutIn)
{
    for (const std::size_t size : {0UL, 1UL, 2UL, 511UL, 512UL, 1024UL, 70'000UL, 1'000'000UL}) {
        EXPECT_EQ(inflated(gzip(std::string(size, 'x'))), std::string(size, 'x')) << size;
        EXPECT_EQ(inflated(gzip(noise(size))), noise(size)) << size;
    }
    EXPECT_LT(gzip(std::string(70'000, 'x')).size(), 1000U);
}

/// Gives pieces one after the other, each as far as there is room.
class pieces final : public body_stream {
public:
    explicit pieces(std::deque<std::string> all) : left_(std::move(all)) {}

    std::size_t next(std::span<char> buffer) override
    {
        if (left_.empty()) return 0;
        if (left_.front() == "fail") throw std::runtime_error("the source went away");
        const std::size_t size = left_.front().copy(buffer.data(), buffer.size());
        left_.front().erase(0, size);
        if (left_.front().empty()) left_.pop_front();
        return size;
    }

private:
    std::deque<std::string> left_;
};

std::string pulled(std::deque<std::string> what, std::size_t room)
{
    gzip_stream from{std::make_shared<pieces>(std::move(what))};
    std::string all;
    std::vector<char> buffer(room);
    while (const auto size = from.next(buffer)) all.append(buffer.data(), size);
    EXPECT_EQ(from.next(buffer), 0U) << "the end stays the end";
    return all;
}

TEST(GzipStream, HoldsWhatWasPulled)
{
    const std::deque<std::string> all{"one", "two", std::string(200'000, 'x'), noise(200'000), "the end"};
    std::string plain;
    for (const auto& each : all) plain += each;
    for (const std::size_t room : {64UL, 1000UL, 64UL * 1024}) {
        EXPECT_EQ(inflated(pulled(all, room)), plain) << room;
    }
}

TEST(GzipStream, MayBeEmpty)
{
    EXPECT_EQ(inflated(pulled({}, 1000)), "");
}

TEST(GzipStream, GivesEachPieceAtOnce)
{
    gzip_stream stream{std::make_shared<pieces>(std::deque<std::string>{"first", "second"})};
    std::vector<char> buffer(1000);
    const auto size = stream.next(buffer);
    EXPECT_EQ(inflated({buffer.data(), size}, member::part), "first");
}

TEST(GzipStream, FailsAsItsSourceDoes)
{
    gzip_stream stream{std::make_shared<pieces>(std::deque<std::string>{"first", "fail"})};
    std::vector<char> buffer(1000);
    EXPECT_GT(stream.next(buffer), 0U);
    EXPECT_THROW(stream.next(buffer), std::runtime_error);
}

} // namespace
} // namespace nscl::http
