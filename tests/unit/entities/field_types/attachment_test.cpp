#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field attachment = field_of(field_type::attachment);

TEST(AttachmentField, TakesTheIdOfAnUploadedFile)
{
    EXPECT_EQ(from_json(attachment, "12"), "12");
    EXPECT_EQ(from_json(attachment, "0"), "!bad_attachment");
    EXPECT_EQ(from_text(attachment, "report.pdf"), "!bad_attachment");
    EXPECT_EQ(from_json(attachment, R"("12")"), "!wrong_type");
    EXPECT_FALSE(rules_of(attachment.type).ordered());
}

} // namespace
} // namespace nscl::entities
