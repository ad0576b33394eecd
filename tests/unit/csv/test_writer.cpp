#include "core/csv/writer.hpp"

#include "core/csv/reader.hpp"

#include <gmock/gmock.h>

namespace {

using nscl::csv::write_row;
using testing::ElementsAre;

std::string written(const std::vector<std::string>& cells)
{
    std::string out;
    write_row(out, cells);
    return out;
}

TEST(CsvWriter, SeparatesCellsByCommas)
{
    EXPECT_EQ(written({"id", "Hoà", "", "-5"}), "id,Hoà,,-5\r\n");
}

TEST(CsvWriter, QuotesWhatWouldEndACell)
{
    EXPECT_EQ(written({"a,b", "a;b", "a\nb", "a\rb", "say \"a\""}),
              "\"a,b\",\"a;b\",\"a\nb\",\"a\rb\",\"say \"\"a\"\"\"\r\n");
}

TEST(CsvWriter, WritesARowOfOneEmptyCellSoThatItIsRead)
{
    const std::string out = written({"name"}) + written({""});
    nscl::csv::reader from{out};
    EXPECT_THAT((*from.next())->cells, ElementsAre("name"));
    EXPECT_THAT((*from.next())->cells, ElementsAre(""));
    EXPECT_FALSE(from.next()->has_value());
}

} // namespace
