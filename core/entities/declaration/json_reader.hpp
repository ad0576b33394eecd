#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::entities {

/// The first thing that is wrong with a document. What is reported after it may be its consequence and is dropped.
class document_fault {
public:
    void report(const std::string& pointer, const std::string& problem)
    {
        if (found_) return;
        found_ = true;
        pointer_ = pointer;
        problem_ = problem;
    }

    bool found() const { return found_; }
    const std::string& pointer() const { return pointer_; }
    const std::string& problem() const { return problem_; }

private:
    bool found_ = false;
    std::string pointer_;
    std::string problem_;
};

class json_members;

/// A value of a document together with its JSON pointer. A value of the wrong kind is reported and reads as an empty one, so readers
/// go on and look at the fault once, at the end. Value and fault are borrowed.
class json_reader {
public:
    json_reader(const boost::json::value& value, std::string pointer, document_fault& fault)
        : value_(&value), pointer_(std::move(pointer)), fault_(&fault)
    {
    }

    const boost::json::value& value() const { return *value_; }
    const std::string& pointer() const { return pointer_; }
    document_fault& fault() const { return *fault_; }
    void fail(const std::string& problem) const { fault_->report(pointer_, problem); }

    std::string text() const;
    bool boolean() const;
    /// A number from `low` to `high`.
    std::int64_t integer(std::int64_t low, std::int64_t high) const;
    std::vector<json_reader> items() const;
    json_members members() const;

private:
    const boost::json::value* value_;
    std::string pointer_;
    document_fault* fault_;
};

/// The members of an object. Each is asked for by name; finish() refuses those that nobody asked for.
class json_members {
public:
    json_members(json_reader object, const boost::json::object* members) : object_(std::move(object)), members_(members)
    {
    }

    const json_reader& object() const { return object_; }

    /// A missing one is reported and reads as null.
    json_reader required(std::string_view name);
    std::optional<json_reader> optional(std::string_view name);

    bool flag(std::string_view name);
    /// "" when absent.
    std::string text(std::string_view name);
    /// Items of an array; none when absent.
    std::vector<json_reader> items(std::string_view name);

    void finish() const;

private:
    json_reader object_;
    const boost::json::object* members_;
    std::vector<std::string> known_;
};

} // namespace nscl::entities
