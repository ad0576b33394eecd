#include "core/log/batched_sink.hpp"

#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

namespace nscl::log {
namespace {

/// A sink that writes into a pipe.
class BatchedSink : public testing::Test {
protected:
    BatchedSink()
    {
        EXPECT_EQ(pipe(ends_.data()), 0);
        auto sink = std::make_shared<batched_sink>(ends_[1]);
        sink->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v", spdlog::pattern_time_type::utc, "\n"));
        to_.emplace("test", std::move(sink));
    }
    ~BatchedSink() override
    {
        to_.reset();
        close(ends_[0]);
        if (ends_[1] >= 0) close(ends_[1]);
    }

    /// Reads until so many bytes are there, or the other end is closed.
    std::string read_bytes(std::size_t many)
    {
        std::string text(many, '\0');
        std::size_t got = 0;
        while (got < many) {
            const ssize_t size = read(ends_[0], text.data() + got, many - got);
            if (size <= 0) break;
            got += static_cast<std::size_t>(size);
        }
        text.resize(got);
        return text;
    }

    /// The sink ends, and nobody else holds the pipe's end.
    void end()
    {
        to_.reset();
        close(std::exchange(ends_[1], -1));
    }

    std::array<int, 2> ends_{};
    std::optional<spdlog::logger> to_;
};

TEST_F(BatchedSink, LetsNoLineWaitForAnother)
{
    for (int i = 0; i < 5; ++i) to_->info("line");
    EXPECT_EQ(read_bytes(25), "line\nline\nline\nline\nline\n"); // nobody flushes, nothing follows
}

TEST_F(BatchedSink, WritesWarningsAtOnceAndInOrder)
{
    to_->info("one");
    to_->info("two");
    to_->warn("now");
    // Blocking reads of what is there already: the next line would come later.
    EXPECT_EQ(read_bytes(12), "one\ntwo\nnow\n");
}

TEST_F(BatchedSink, LosesNothingWhenItEnds)
{
    std::string expected;
    for (int i = 0; i < 100; ++i) {
        to_->info("line {}", i);
        expected += "line " + std::to_string(i) + "\n";
    }
    end();
    EXPECT_EQ(read_bytes(expected.size() + 1), expected);
}

} // namespace
} // namespace nscl::log
