#include "core/describe/shared_components.hpp"

#include "core/describe/document_parts.hpp"

#include <boost/json/parse.hpp>

#include <span>

namespace nscl::describe {

namespace json = boost::json;

namespace {

/// A component as JSON text; its description comes beside it, because it has a language.
struct component {
    std::string_view name;
    std::string_view text;
    words description;
};

constexpr component schemas[] = {
    {"Reference",
     R"({"type":"object","required":["id","label"],"properties":{"id":{"type":"integer","format":"int64","minimum":1},"label":{"type":["string","null"]}}})",
     {"Một bản ghi khác; label là null khi người gọi không được xem bản ghi đó.",
      "Another record; label is null where the caller may not read that record."}},
    {"Options",
     R"({"type":"object","required":["data","page"],"properties":{"data":{"type":"array","items":{"$ref":"#/components/schemas/Reference"}},"page":{"$ref":"#/components/schemas/PageInfo"}}})",
     {"Một trang để chọn: chỉ mã số và nhãn (view=option).",
      "A page to choose from: id and label only (view=option)."}},
    {"PageInfo",
     R"({"type":"object","required":["next"],"properties":{"next":{"type":["string","null"]},"count":{"type":"integer","format":"int64","minimum":0}}})",
     {"next: cursor của trang sau, null ở trang cuối; count: tổng số, khi hỏi count=exact.",
      "next: the following page's cursor, null on the last page; count: how many in all, with count=exact."}},
    {"RecordMeta",
     R"({"type":"object","required":["can","transitions"],"properties":{"can":{"type":"array","items":{"type":"string","enum":["update","delete","history"]}},
"transitions":{"type":"array","items":{"type":"object","required":["name","label"],"properties":{"name":{"type":"string"},"label":{"type":"string"}}}}}})",
     {"Những việc người gọi làm được với bản ghi này, ngay lúc này.",
      "What this caller may do with this record as it is now."}},
    {"History",
     R"({"type":"object","required":["data","page"],"properties":{"page":{"$ref":"#/components/schemas/PageInfo"},"data":{"type":"array","items":{"type":"object",
"required":["at","user","origin","action","action_label","transition","transition_label","version","changes","erased"],"properties":{"at":{"type":"string","format":"date-time"},
"user":{"anyOf":[{"$ref":"#/components/schemas/Reference"},{"type":"string"}]},"origin":{"type":"string"},"action":{"type":"string"},
"action_label":{"type":["string","null"]},"transition":{"type":["string","null"]},"transition_label":{"type":["string","null"]},"version":{"type":"integer","format":"int64"},"changes":{"type":"array","items":{"type":"object",
"required":["field","label","old","new"],"properties":{"field":{"type":"string"},"label":{"type":"string"},"old":{},"new":{}}}},"erased":{"type":"boolean"}}}}}})",
     {"Các lần thay đổi, mới nhất trước; user là chuỗi khi chính hệ thống làm; old và new của tham chiếu có nhãn như "
      "trong bản ghi; erased: giá trị đã được xóa theo luật.",
      "Changes, newest first; user is a text where the system itself acted; references in old and new have labels; "
      "erased: the values were erased, as law may ask."}},
    {"Session",
     R"({"type":"object","required":["user"],"properties":{"user":{"type":["object","null"],"required":["id","href","username","display_name","roles"],
"properties":{"id":{"type":"integer","format":"int64"},"href":{"type":"string","format":"uri-reference"},"username":{"type":"string"},"display_name":{"type":"string"},"roles":{"type":"array","items":{"type":"string"}}}},
"csrf":{"type":"string"},"idle_seconds":{"type":"integer"}}})",
     {"Người đang đăng nhập; csrf là giá trị của tiêu đề X-CSRF-Token khi ghi bằng cookie.",
      "Who is logged in; csrf is the value of the X-CSRF-Token header for writes by cookie."}},
    {"Problem",
     R"({"type":"object","required":["type","title","status","detail","code"],"properties":{"type":{"type":"string","format":"uri"},"title":{"type":"string"},
"status":{"type":"integer","minimum":400,"maximum":599},"detail":{"type":"string"},"instance":{"type":"string","format":"uri-reference"},"code":{"type":"string"},
"errors":{"type":"array","minItems":1,"items":{"type":"object","required":["pointer","code","detail"],"properties":{"pointer":{"type":"string","format":"json-pointer"},
"code":{"type":"string"},"detail":{"type":"string"}}}}}})",
     {"Lỗi theo RFC 9457. code ổn định; title và detail theo Accept-Language; errors nêu mọi trường sai cùng lúc.",
      "RFC 9457. Codes are stable, texts follow Accept-Language; errors names every wrong field at once."}},
    {"Text",
     R"({"type":"object","required":["vi","en"],"properties":{"vi":{"type":"string"},"en":{"type":"string"}}})",
     {"Một nhãn bằng hai thứ tiếng.", "A label in both languages."}},
    {"Indicator",
     R"({"type":"object","required":["plugin","name","label","unit"],"properties":{"plugin":{"type":"string"},"name":{"type":"string"},
"label":{"$ref":"#/components/schemas/Text"},"unit":{"anyOf":[{"$ref":"#/components/schemas/Text"},{"type":"null"}]},"href":{"type":"string","format":"uri-reference"},
"series":{"type":"array","items":{"type":"object","required":["kind","label","data"],"properties":{"kind":{"type":"string","enum":["actual","target"]},
"label":{"$ref":"#/components/schemas/Text"},"data":{"type":"array","items":{"type":"object","required":["category","value"],"properties":{"category":{"type":"string"},
"label":{"$ref":"#/components/schemas/Text"},"records":{"type":"object","required":["entity","query"],"properties":{"entity":{"type":"string"},"query":{"type":"string"}}},
"value":{"type":["string","null"],"pattern":"^-?[0-9]+([.][0-9]+)?$"},"note":{"anyOf":[{"type":"string"},{"$ref":"#/components/schemas/Text"}]}}}}}}}}})",
     {"Một chỉ tiêu: href trong danh sách, series khi hỏi riêng; số là chuỗi chính xác; records: danh sách đứng sau "
      "một con số.",
      "An indicator: href in the list, series when asked for itself; numbers are exact texts; records: the list behind "
      "a figure."}},
};

constexpr component parameters[] = {
    {"Id",
     R"({"name":"id","in":"path","required":true,"schema":{"type":"integer","format":"int64","minimum":1}})",
     {"Mã số của bản ghi.", "The record's id."}},
    {"Search",
     R"({"name":"q","in":"query","schema":{"type":"string","maxLength":400}})",
     {"Từ cần tìm, không phân biệt dấu.", "Words to look for, without regard to accents."}},
    {"Limit",
     R"({"name":"limit","in":"query","schema":{"type":"integer","minimum":1,"maximum":200,"default":20}})",
     {"Số bản ghi một trang.", "Records on a page."}},
    {"Cursor",
     R"({"name":"cursor","in":"query","schema":{"type":"string"}})",
     {"page.next của trang trước; chỉ dùng với cùng bộ lọc, thứ tự và quyền.",
      "page.next of the page before; holds for the same filters, order and rights only."}},
    {"Count",
     R"({"name":"count","in":"query","schema":{"type":"string","enum":["none","exact"],"default":"none"}})",
     {"exact: đếm cả danh sách.", "exact: count the whole list."}},
    {"View",
     R"({"name":"view","in":"query","schema":{"type":"string","enum":["option"]}})",
     {"option: chỉ mã số và nhãn, để chọn.", "option: id and label only, to choose from."}},
    {"HistoryCursor",
     R"({"name":"cursor","in":"query","schema":{"type":"string","pattern":"^[1-9][0-9]*$"}})",
     {"page.next của trang trước.", "page.next of the page before."}},
    {"IfMatch",
     R"({"name":"If-Match","in":"header","required":true,"schema":{"type":"string"}})",
     {"ETag của bản ghi đã đọc; chỉ so phiên bản. * nghĩa là phiên bản nào cũng được.",
      "The ETag of the record as read; only its version counts. * stands for any version."}},
    {"IdempotencyKey",
     R"({"name":"Idempotency-Key","in":"header","schema":{"type":"string","maxLength":255}})",
     {"Khóa do người gửi tự chọn, mỗi yêu cầu một khóa. Gửi lại cùng yêu cầu với cùng khóa trong 24 giờ thì không làm "
      "lại mà trả lời như "
      "lần đầu.",
      "Chosen by the sender, another for each request. The same request sent again with the same key within 24 hours "
      "is not done twice but "
      "answered as the first time."}},
    {"IfNoneMatch",
     R"({"name":"If-None-Match","in":"header","schema":{"type":"string"}})",
     {"ETag đã có; còn đúng thì trả lời 304.", "An ETag at hand; 304 while it still holds."}},
    {"AcceptLanguage",
     R"({"name":"Accept-Language","in":"header","schema":{"type":"string","default":"vi"}})",
     {"vi hoặc en.", "vi or en."}},
};

constexpr component headers[] = {
    {"ETag",
     R"({"schema":{"type":"string"}})",
     {"Phiên bản của nội dung, cho If-Match và If-None-Match.",
      "The content's version, for If-Match and If-None-Match."}},
    {"Idempotency-Replayed",
     R"({"schema":{"type":"string","enum":["true"]}})",
     {"Câu trả lời của lần gửi trước với cùng Idempotency-Key.",
      "This is the answer that the same Idempotency-Key got before."}},
    {"Location", R"({"schema":{"type":"string","format":"uri-reference"}})", {"Bản ghi mới.", "The new record."}},
    {"Link",
     R"({"schema":{"type":"string"}})",
     {"RFC 8288: trang sau (rel=\"next\"), khi còn.", "RFC 8288: the next page (rel=\"next\") while there is one."}},
    {"Retry-After", R"({"schema":{"type":"integer"}})", {"Số giây nên chờ.", "Seconds to wait."}},
    {"WWW-Authenticate", R"({"schema":{"type":"string"}})", {"Cách đăng nhập.", "How to log in."}},
    {"Set-Cookie", R"({"schema":{"type":"string"}})", {"Cookie của phiên.", "The session's cookie."}},
    {"Content-Disposition", R"({"schema":{"type":"string"}})", {"Tên tệp.", "The file's name."}},
};

constexpr component security_schemes[] = {
    {"session",
     R"({"type":"apiKey","in":"cookie","name":"nscl_session"})",
     {"POST /api/v1/session đặt cookie này; qua TLS tên là __Host-nscl_session.",
      "POST /api/v1/session sets this cookie; under TLS its name is __Host-nscl_session."}},
    {"csrf",
     R"({"type":"apiKey","in":"header","name":"X-CSRF-Token"})",
     {"csrf trong câu trả lời của /api/v1/session; cần khi ghi bằng cookie.",
      "csrf in the answer of /api/v1/session; needed for writes by cookie."}},
    {"token", R"({"type":"http","scheme":"bearer"})", {"Mã truy cập API.", "An API token."}},
};

struct problem {
    unsigned status;
    words description;
    std::string_view header{};
};

constexpr problem problems[] = {
    {400,
     {"Không đọc được: tham số, giá trị hoặc nội dung sai cú pháp.",
      "Unreadable: a parameter, value or body is malformed."}},
    {401,
     {"Chưa đăng nhập, hoặc phiên hay mã truy cập không còn hiệu lực.",
      "Not logged in, or the session or token does not hold."},
     "WWW-Authenticate"},
    {403, {"Không có quyền, hoặc thiếu tiêu đề X-CSRF-Token.", "Not allowed, or the X-CSRF-Token header is missing."}},
    {404, {"Không có, hoặc người gọi không được biết là có.", "Not there, or not the caller's to know."}},
    {406, {"Không có câu trả lời ở dạng mà Accept nhận.", "There is no answer in a form that Accept takes."}},
    {409,
     {"Xung đột: trùng, đã được hỗ trợ, bước không hợp lệ, còn được dùng, yêu cầu đầu tiên mang Idempotency-Key này "
      "chưa xong (idempotency_key_in_use).",
      "A conflict: a duplicate, a once-only rule, an illegal transition, still in use, or the request that brought "
      "this Idempotency-Key first is still at work (idempotency_key_in_use)."}},
    {412,
     {"Bản ghi đã thay đổi; ETag là của bản hiện tại.", "The record has changed; ETag is the current one."},
     "ETag"},
    {413, {"Nội dung quá lớn.", "The body is too large."}},
    {415, {"Loại nội dung không được nhận.", "The media type is not taken."}},
    {422, {"Nội dung sai quy tắc; errors nêu từng trường.", "The content breaks rules; errors names each field."}},
    {428, {"Thiếu If-Match; ETag là của bản hiện tại.", "If-Match is missing; ETag is the current one."}, "ETag"},
    {429, {"Quá nhiều lần thử.", "Too many attempts."}, "Retry-After"},
    {503, {"Tạm thời không phục vụ được.", "Out of service for a moment."}, "Retry-After"},
};

json::object all(std::span<const component> of, messages::language language)
{
    json::object made;
    for (const auto& each : of) {
        auto parsed = json::parse(each.text).as_object();
        parsed["description"] = each.description.in(language);
        made[each.name] = std::move(parsed);
    }
    return made;
}

json::object problem_answer(const words& description, std::string_view header, messages::language language)
{
    auto body = content("application/problem+json", schema_reference("Problem"));
    if (header.empty()) return answer(description.in(language), std::move(body));
    return answer(description.in(language), std::move(body), {header});
}

json::object responses(messages::language language)
{
    json::object made;
    for (const auto& each : problems)
        made["Problem" + std::to_string(each.status)] = problem_answer(each.description, each.header, language);
    made["Problem"] = problem_answer(
        {"Lỗi khác, ví dụ 405, 408, 414, 431 hoặc 500.", "Any other problem, such as 405, 408, 414, 431 or 500."}, "",
        language);
    made["NotModified"] =
        answer(words{"ETag đã có vẫn còn đúng.", "The ETag at hand still holds."}.in(language), {}, {"ETag"});
    return made;
}

} // namespace

json::object shared_components(messages::language language)
{
    json::object made;
    made["schemas"] = all(schemas, language);
    made["parameters"] = all(parameters, language);
    made["headers"] = all(headers, language);
    made["responses"] = responses(language);
    made["securitySchemes"] = all(security_schemes, language);
    return made;
}

} // namespace nscl::describe
