#include "core/describe/entity_operation.hpp"

#include "core/describe/document_parts.hpp"
#include "core/describe/entity_schemas.hpp"
#include "core/describe/list_parameters.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <optional>

namespace nscl::describe {

namespace json = boost::json;
using entities::action;
using http::verb;

namespace {

json::object text_schema()
{
    return json::parse(R"({"type":"string"})").as_object();
}

/// Builds the operations of one entity in one language.
class writer {
public:
    writer(const entities::entity& of, messages::language language) : of_(of), language_(language) {}

    json::object list() const
    {
        json::array forms;
        forms.emplace_back(schema_reference(of_.full_name() + ".Page"));
        forms.emplace_back(schema_reference("Options"));
        json::object either;
        either["anyOf"] = std::move(forms);
        auto made = begin(
            "list", {"Danh sách: ", "List: "}, of_.label_many,
            {"Các bản ghi mà người gọi được xem, từng trang.", "The records that the caller may read, page by page."},
            action::read);
        made["parameters"] = list_parameters(of_, list_language::whole);
        auto& responses = made["responses"].as_object();
        responses["200"] = answer(of_.label_many.in(language_), content(json_type, std::move(either)), {"Link"});
        add_problems(responses, {400, 401, 403, 503});
        return made;
    }

    json::object create() const
    {
        auto made =
            begin("create", {"Tạo: ", "Create: "}, of_.label,
                  {"Tạo một bản ghi. Người tạo mà không được xem bản ghi thì nhận câu trả lời không có nội dung.",
                   "Makes a record. Who may create but not read it gets an answer without a body."},
                  action::create);
        made["parameters"] = parameters({"IdempotencyKey"});
        made["requestBody"] = required(content(json_type, schema_reference(of_.full_name() + ".Create")));
        auto& responses = made["responses"].as_object();
        responses["201"] = answer(say({"Đã tạo", "Created"}), record(), {"Location", "ETag", "Idempotency-Replayed"});
        add_problems(responses, {400, 401, 403, 409, 413, 415, 422, 503});
        return made;
    }

    json::object read() const
    {
        auto made = begin("read", {"Xem: ", "Read: "}, of_.label,
                          {"Một bản ghi, với những việc người gọi làm được trong meta.",
                           "One record, with what the caller may do in meta."},
                          action::read);
        made["parameters"] = parameters({"Id", "IfNoneMatch"});
        auto& responses = made["responses"].as_object();
        responses["200"] = answer(of_.label.in(language_), record(), {"ETag"});
        add_problems(responses, {304, 400, 401, 404, 503});
        return made;
    }

    json::object change() const
    {
        auto made = begin("change", {"Sửa: ", "Change: "}, of_.label,
                          {"Đổi các trường được nêu, những trường khác giữ nguyên (RFC 7396); null là bỏ giá trị.",
                           "Changes the members given and leaves the others (RFC 7396); null takes a value away."},
                          action::update);
        made["parameters"] = parameters({"Id", "IfMatch"});
        auto body = content("application/merge-patch+json", schema_reference(of_.full_name() + ".Change"));
        auto& forms = body["content"].as_object();
        forms[json_type] = forms["application/merge-patch+json"];
        made["requestBody"] = required(std::move(body));
        stored(made["responses"].as_object());
        return made;
    }

    json::object remove() const
    {
        auto made = begin("delete", {"Xóa: ", "Delete: "}, of_.label,
                          {"Xóa bản ghi; lịch sử vẫn còn.", "Deletes the record; its history stays."}, action::delete_);
        made["parameters"] = parameters({"Id", "IfMatch"});
        auto& responses = made["responses"].as_object();
        responses["204"] = answer(say({"Đã xóa", "Deleted"}), {});
        add_problems(responses, {400, 401, 403, 404, 409, 412, 422, 428, 503});
        return made;
    }

    json::object transition() const
    {
        auto made = begin("transition", {"Chuyển trạng thái: ", "Transition: "}, of_.label, {"", ""}, std::nullopt);
        made["description"] = transitions();
        made["parameters"] = parameters({"Id", "IfMatch", "IdempotencyKey"});
        made["parameters"].as_array().emplace_back(transition_name());
        made["requestBody"] = content(json_type, transition_body(of_, language_));
        stored(made["responses"].as_object(), {"ETag", "Idempotency-Replayed"});
        return made;
    }

    json::object history() const
    {
        auto made =
            begin("history", {"Lịch sử: ", "History: "}, of_.label,
                  {"Ai đã đổi gì, khi nào, từ đâu.", "Who changed what, when and from where."}, action::history);
        made["parameters"] = parameters({"Id", "HistoryCursor"});
        auto& responses = made["responses"].as_object();
        responses["200"] = answer(say({"Lịch sử", "History"}), content(json_type, schema_reference("History")));
        add_problems(responses, {400, 401, 403, 404, 503});
        return made;
    }

    json::object import() const
    {
        auto made = begin(
            "import", {"Nhập từ CSV: ", "Import from CSV: "}, of_.label_many,
            {"Một công việc nền nhập từng dòng. rollback: có dòng sai thì không nhập gì; proceed: nhập các dòng đúng.",
             "A job creates row by row. rollback: nothing when a row is wrong; proceed: the rows that are right."},
            action::import);
        made["parameters"] = json::parse(
            R"([{"name":"mode","in":"query","schema":{"type":"string","enum":["rollback","proceed"],"default":"rollback"}}])");
        made["requestBody"] = required(content("text/csv", text_schema()));
        auto job = json::parse(R"({"type":"object","required":["id","state"],"properties":{
"id":{"type":"integer","format":"int64"},"state":{"type":"string","enum":["queued"]}}})");
        auto& responses = made["responses"].as_object();
        responses["202"] = answer(say({"Công việc đang chờ; Location là nơi xem tiến độ.",
                                       "The job waits; Location is where its progress shows."}),
                                  content(json_type, std::move(job)), {"Location"});
        add_problems(responses, {400, 401, 403, 413, 415, 422, 429, 503});
        return made;
    }

    json::object import_form() const
    {
        auto made = begin(
            "import_form", {"Mẫu nhập CSV: ", "An empty CSV to fill in: "}, of_.label_many,
            {"Dòng tiêu đề với các cột người gọi được ghi.", "A header with the columns that the caller may write."},
            action::import);
        made["parameters"].emplace_array().push_back(labels_parameter());
        auto& responses = made["responses"].as_object();
        responses["200"] = csv();
        add_problems(responses, {400, 401, 403, 503});
        return made;
    }

    json::object export_() const
    {
        auto made =
            begin("export", {"Xuất CSV: ", "Export as CSV: "}, of_.label_many,
                  {"Tất cả các dòng của danh sách đã lọc.", "Every row of the filtered list."}, action::export_);
        made["parameters"] = list_parameters(of_, list_language::rows_only);
        made["parameters"].as_array().push_back(labels_parameter());
        auto& responses = made["responses"].as_object();
        responses["200"] = csv();
        add_problems(responses, {400, 401, 403, 429, 503});
        return made;
    }

    json::object file() const
    {
        auto made = begin("file", {"Tải tệp: ", "Download a file: "}, of_.label,
                          {"Tệp mà trường này của bản ghi giữ.", "The file that this field of the record holds."},
                          action::read);
        made["parameters"] = parameters({"Id", "IfNoneMatch"});
        made["parameters"].as_array().emplace_back(file_field());
        auto& responses = made["responses"].as_object();
        responses["200"] =
            answer(say({"Nội dung tệp", "The file"}), content("*/*", json::object{}), {"ETag", "Content-Disposition"});
        add_problems(responses, {304, 400, 401, 404, 503});
        return made;
    }

private:
    std::string say(const words& text) const { return text.in(language_); }

    json::object labels_parameter() const
    {
        return {{"name", "labels"},
                {"in", "query"},
                {"description", say({"Tên cột, giá trị lựa chọn, có và không bằng chữ theo Accept-Language.",
                                     "Columns, options, yes and no in words, as Accept-Language asks."})},
                {"schema", {{"type", "boolean"}, {"default", false}}}};
    }

    json::object begin(std::string_view what, const words& verb_words, const messages::text& object,
                       const words& description, std::optional<action> needed) const
    {
        json::object made;
        made["operationId"] = of_.full_name() + "." + std::string{what};
        made["summary"] = say(verb_words) + object.in(language_);
        made["description"] = say(description) + (needed ? roles(*needed) : "");
        made["responses"].emplace_object();
        return made;
    }

    /// Whose roles allow it, as declared.
    std::string roles(action needed) const
    {
        std::string names;
        for (const auto& each : of_.permissions) {
            if (std::find(each.actions.begin(), each.actions.end(), needed) == each.actions.end()) continue;
            if (names.find("`" + each.role + "`") != std::string::npos) continue;
            names += (names.empty() ? "`" : ", `") + each.role + "`";
        }
        if (names.empty()) return say({" Không vai trò nào được làm.", " No role may."});
        return say({" Vai trò: ", " Roles: "}) + names + ".";
    }

    /// One line per transition: name, label, states, roles and fields; what is required is in bold.
    std::string transitions() const
    {
        std::string text = say({"Các bước:", "Transitions:"});
        for (const auto& each : of_.workflow->transitions) {
            if (each.by.empty()) continue;
            text +=
                "\n- `" + each.name + "` (" + each.label.in(language_) + "): " + joined(each.from) + " → " + each.to;
            text += say({"; vai trò ", "; roles "}) + joined(each.by);
            std::vector<std::string> fields;
            for (const auto index : each.required) fields.push_back("**" + of_.fields[index].name + "**");
            for (const auto index : each.fields) fields.push_back(of_.fields[index].name);
            if (!fields.empty()) text += say({"; trường ", "; fields "}) + joined(fields);
        }
        return text;
    }

    static std::string joined(const std::vector<std::string>& words)
    {
        std::string text;
        for (const auto& each : words) text += (text.empty() ? "" : ", ") + each;
        return text;
    }

    static json::array parameters(std::initializer_list<std::string_view> names)
    {
        json::array all;
        for (const auto name : names) all.emplace_back(parameter_reference(name));
        return all;
    }

    json::object choice_in_path(std::string_view name, const words& description, json::array values) const
    {
        json::object schema = text_schema();
        if (!values.empty()) schema["enum"] = std::move(values);
        json::object made;
        made["name"] = name;
        made["in"] = "path";
        made["required"] = true;
        made["description"] = say(description);
        made["schema"] = std::move(schema);
        return made;
    }

    json::object transition_name() const
    {
        json::array names;
        for (const auto& each : of_.workflow->transitions) {
            if (!each.by.empty()) names.emplace_back(each.name);
        }
        return choice_in_path("name", {"Bước chuyển.", "The transition."}, std::move(names));
    }

    json::object file_field() const
    {
        json::array names;
        for (const auto& each : of_.fields) {
            if (each.type == entities::field_type::attachment) names.emplace_back(each.name);
        }
        return choice_in_path("field", {"Trường giữ tệp.", "The field that holds the file."}, std::move(names));
    }

    json::object record() const { return content(json_type, schema_reference(of_.full_name())); }

    json::object csv() const
    {
        return answer(of_.label_many.in(language_), content("text/csv", text_schema()), {"Content-Disposition"});
    }

    static json::object required(json::object body)
    {
        body["required"] = true;
        return body;
    }

    void stored(json::object& responses, const std::vector<std::string_view>& headers = {"ETag"}) const
    {
        responses["200"] = answer(say({"Đã lưu", "Stored"}), record(), headers);
        responses["204"] = answer(say({"Đã lưu; người gọi không còn được xem bản ghi.",
                                       "Stored; the caller may not read the record any more."}),
                                  {});
        add_problems(responses, {400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503});
    }

    const entities::entity& of_;
    messages::language language_;
};

} // namespace

json::object entity_operation(const entities::entity& of, verb which, std::string_view below,
                              messages::language language)
{
    const writer write{of, language};
    if (below.empty()) return which == verb::get ? write.list() : write.create();
    if (below == "/{id}" && which == verb::get) return write.read();
    if (below == "/{id}") return which == verb::patch ? write.change() : write.remove();
    if (below == "/{id}/transitions/{name}") return write.transition();
    if (below == "/{id}/history") return write.history();
    if (below == "/import") return which == verb::post ? write.import() : write.import_form();
    if (below == "/export") return write.export_();
    return write.file();
}

} // namespace nscl::describe
