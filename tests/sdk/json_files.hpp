#pragma once

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>

/// A document of tests/sdk/data.
inline boost::json::value json_file(const std::string& name)
{
    std::ifstream file{std::string{NSCL_SDK_TEST_DATA} + "/" + name};
    if (!file) throw std::runtime_error{"no test data " + name};
    return boost::json::parse(std::string{std::istreambuf_iterator<char>{file}, {}});
}

/// Its text with the members of every object in order of their names, so that a failed comparison can be read.
inline std::string sorted(const boost::json::value& document)
{
    std::string result;
    if (const auto* object = document.if_object()) {
        std::map<std::string, const boost::json::value*> members;
        for (const auto& [name, is] : *object) members.emplace(name, &is);
        for (const auto& [name, is] : members)
            result += (result.empty() ? "{\"" : ",\n\"") + name + "\":" + sorted(*is);
        return result.empty() ? "{}" : result + "}";
    }
    if (const auto* array = document.if_array()) {
        for (const auto& item : *array) result += (result.empty() ? "[" : ", ") + sorted(item);
        return result.empty() ? "[]" : result + "]";
    }
    return boost::json::serialize(document);
}
