#include "core/csv/reader.hpp"

#include <gmock/gmock.h>

namespace {

using nscl::csv::reader;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::vector<std::string>> rows_of(std::string_view text)
{
    std::vector<std::vector<std::string>> rows;
    reader from{text};
    for (;;) {
        auto next = from.next();
        if (next.has_error()) {
            ADD_FAILURE() << next.error().problem;
            return rows;
        }
        if (!*next) return rows;
        rows.push_back((*next)->cells);
    }
}

nscl::csv::error error_of(std::string_view text)
{
    reader from{text};
    for (;;) {
        auto next = from.next();
        if (next.has_error()) return next.error();
        if (!*next) break;
    }
    ADD_FAILURE() << "no error";
    return {};
}

TEST(Csv, ReadsRowsOfCells)
{
    EXPECT_THAT(rows_of("code,name\nA1,Kaizen\nA2,5S\n"),
                ElementsAre(ElementsAre("code", "name"), ElementsAre("A1", "Kaizen"), ElementsAre("A2", "5S")));
}

TEST(Csv, ReadsALastLineWithoutEnd)
{
    EXPECT_THAT(rows_of("a,b\n1,2"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "2")));
}

TEST(Csv, ReadsEveryKindOfLineEnd)
{
    EXPECT_THAT(rows_of("a\r\nb\nc\rd"),
                ElementsAre(ElementsAre("a"), ElementsAre("b"), ElementsAre("c"), ElementsAre("d")));
}

TEST(Csv, ReadsQuotedCells)
{
    EXPECT_THAT(rows_of("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\n"),
                ElementsAre(ElementsAre("a,b", "say \"hi\"", "two\r\nlines", "")));
}

TEST(Csv, SkipsAByteOrderMark)
{
    EXPECT_THAT(rows_of("\xEF\xBB\xBF"
                        "code\nx\n"),
                ElementsAre(ElementsAre("code"), ElementsAre("x")));
}

TEST(Csv, KeepsVietnameseAsItIs)
{
    EXPECT_THAT(rows_of("Tên\nHoà Bình\n"), ElementsAre(ElementsAre("Tên"), ElementsAre("Hoà Bình")));
}

TEST(Csv, TakesSemicolonsWhereTheHeaderHasMoreOfThem)
{
    EXPECT_THAT(rows_of("a;b\n1,5;2\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("1,5", "2")));
    EXPECT_THAT(rows_of("Tên;Mã;Xã, phường\nx;y;z\n"),
                ElementsAre(ElementsAre("Tên", "Mã", "Xã, phường"), ElementsAre("x", "y", "z")));
    EXPECT_THAT(rows_of("a;b,c\n1;2,3\n"), ElementsAre(ElementsAre("a;b", "c"), ElementsAre("1;2", "3")));
}

TEST(Csv, GivesEmptyCellsForNeighbouringSeparators)
{
    EXPECT_THAT(rows_of("a,b,c\n,,\n"), ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("", "", "")));
}

TEST(Csv, HasNoRowsInAnEmptyText)
{
    EXPECT_TRUE(rows_of("").empty());
    EXPECT_TRUE(rows_of("\r\n\n").empty());
}

TEST(Csv, CountsRowsAsASpreadsheetDoesAndLinesAsAnEditorDoes)
{
    reader from{"a,b\n\n\"x\ny\",1\n2,3\n"};
    EXPECT_EQ(from.next().value()->number, 1U);
    const auto second = from.next().value();
    EXPECT_EQ(second->number, 3U);
    EXPECT_EQ(second->line, 3U);
    const auto third = from.next().value();
    EXPECT_EQ(third->number, 4U);
    EXPECT_EQ(third->line, 5U);
}

TEST(Csv, NamesTheRowWithTooFewOrTooManyCells)
{
    const auto few = error_of("a,b\n1,2\n3\n");
    EXPECT_EQ(few.code, "cell_count");
    EXPECT_EQ(few.row, 3U);
    EXPECT_THAT(few.problem, HasSubstr("has 1 cells where the first row has 2"));
    EXPECT_EQ(error_of("a,b\n1,2,3\n").code, "cell_count");
}

TEST(Csv, NamesTheLineOfAQuoteThatIsNeverClosed)
{
    const auto wrong = error_of("a\nb\n\"open\nand on\n");
    EXPECT_EQ(wrong.code, "unclosed_quote");
    EXPECT_EQ(wrong.row, 3U);
    EXPECT_THAT(wrong.problem, HasSubstr("line 3"));
}

TEST(Csv, RefusesTextAfterAClosingQuote)
{
    EXPECT_EQ(error_of("\"a\"b,c\n").code, "text_after_quote");
}

TEST(Csv, RefusesAQuoteInsideAPlainCell)
{
    EXPECT_EQ(error_of("a\nsay \"hi\"\n").code, "stray_quote");
}

TEST(Csv, ExplainsUtf16)
{
    EXPECT_EQ(error_of(std::string_view{"\xFF\xFE"
                                        "a\0,\0b\0",
                                        8})
                  .code,
              "utf16");
    EXPECT_EQ(error_of(std::string_view{"a\0,\0b\0\n\0", 8}).code, "utf16");
}

TEST(Csv, ExplainsOlderCodePages)
{
    const auto wrong = error_of("code,name\nA1,Ho\xE0 B\xECnh\n");
    EXPECT_EQ(wrong.code, "not_utf8");
    EXPECT_EQ(wrong.line, 2U);
    EXPECT_THAT(wrong.problem, HasSubstr("UTF-8"));
}

TEST(Csv, RefusesZeroBytes)
{
    EXPECT_EQ(error_of(std::string_view{"code,name,remark\nA1,x\0y,z\n", 26}).code, "zero_byte");
}

TEST(Csv, StaysAtItsError)
{
    reader from{"a,b\n\"1\n2,3\n"};
    EXPECT_TRUE(from.next().has_value());
    EXPECT_EQ(from.next().error().code, "unclosed_quote");
    EXPECT_EQ(from.next().error().code, "unclosed_quote");
}

TEST(Csv, GoesOnBehindARowOfAnotherWidth)
{
    reader from{"a,b\n1\n2,3\n"};
    EXPECT_TRUE(from.next().has_value());
    const auto wrong = from.next().error();
    EXPECT_EQ(wrong.code, "cell_count");
    EXPECT_EQ(wrong.row, 2U);
    EXPECT_EQ(wrong.line, 2U);
    EXPECT_TRUE(wrong.can_go_on);
    EXPECT_EQ(from.next().value().value().cells.front(), "2");
}

TEST(Csv, EndsOnEveryTruncation)
{
    const std::string whole = "code,\"na\"\"me\"\r\n\"A\r\n1\",x\r\n";
    for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
        reader from{std::string_view{whole}.substr(0, cut)};
        for (int i = 0; i < 10; ++i) {
            const auto next = from.next();
            if (next.has_error() || !*next) break;
            ASSERT_LT(i, 9);
        }
    }
}

} // namespace
