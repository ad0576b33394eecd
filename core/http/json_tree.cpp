#include "core/http/json_tree.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <charconv>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace nscl::http {

namespace {

/// What the parser calls for each part of a document: builds the tree, and sees every member's name.
class tree_builder {
public:
    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();
    using error = boost::json::error_code;
    using text = boost::json::string_view;

    tree_builder() { stack_.reset(); }

    boost::json::value release() { return stack_.release(); }
    std::optional<std::string> duplicate;

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&)
    {
        open_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t members, error&)
    {
        open_.pop_back();
        stack_.push_object(members);
        return true;
    }
    bool on_array_begin(error&) { return true; }
    bool on_array_end(std::size_t items, error&)
    {
        stack_.push_array(items);
        return true;
    }
    bool on_key_part(text part, std::size_t, error&)
    {
        key_ += part;
        stack_.push_chars(part);
        return true;
    }
    bool on_key(text part, std::size_t, error&)
    {
        key_ += part;
        if (!open_.back().insert(key_).second) duplicate = key_;
        key_.clear();
        stack_.push_key(part);
        return true;
    }
    bool on_string_part(text part, std::size_t, error&)
    {
        stack_.push_chars(part);
        return true;
    }
    bool on_string(text part, std::size_t, error&)
    {
        stack_.push_string(part);
        return true;
    }
    bool on_number_part(text, error&) { return true; }
    bool on_int64(std::int64_t number, text, error&)
    {
        stack_.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, text, error&)
    {
        stack_.push_uint64(number);
        return true;
    }
    /// `digits` is the whole number, because the document is given in one piece.
    bool on_double(double number, text digits, error&)
    {
        std::from_chars(digits.data(), digits.data() + digits.size(), number); // leaves it where none is near
        stack_.push_double(number);
        return true;
    }
    bool on_bool(bool truth, error&)
    {
        stack_.push_bool(truth);
        return true;
    }
    bool on_null(error&)
    {
        stack_.push_null();
        return true;
    }
    bool on_comment_part(text, error&) { return true; }
    bool on_comment(text, error&) { return true; }

private:
    boost::json::value_stack stack_;
    std::vector<std::unordered_set<std::string>> open_;
    std::string key_;
};

} // namespace

json_tree read_json(std::string_view text, std::size_t depth)
{
    boost::json::basic_parser<tree_builder> parser{{.max_depth = depth}};
    json_tree result;
    result.read = parser.write_some(false, text.data(), text.size(), result.error);
    if (!result.error && result.read < text.size()) result.error = boost::json::error::extra_data;
    if (result.error) return result;
    result.root = parser.handler().release();
    result.duplicate = std::move(parser.handler().duplicate);
    return result;
}

} // namespace nscl::http
