#include "core/plugin_host/manifest.hpp"

#include "core/entities/model/entity.hpp"
#include "core/http/own_segments.hpp"
#include "core/plugin_host/elf_section.hpp"
#include "core/plugin_host/library_bytes.hpp"

#include <nscl/abi/manifest.h>

#include <boost/json.hpp>

#include <array>
#include <cstring>
#include <initializer_list>
#include <limits>

namespace nscl::plugin_host {

namespace {

namespace json = boost::json;

constexpr std::size_t largest_document = 64 * 1024;

/// Thrown inside the parser below and turned into a defect at its only door.
class malformed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[noreturn]] void refuse(std::string_view pointer, std::string_view problem)
{
    throw malformed{"its plugin.json is wrong at \"" + std::string{pointer} + "\": " + std::string{problem}};
}

const json::object& object_of(const json::value& value, std::string_view pointer,
                              std::initializer_list<std::string_view> required,
                              std::initializer_list<std::string_view> optional = {})
{
    if (!value.is_object()) refuse(pointer, "an object is expected");
    const auto& object = value.get_object();
    for (const auto name : required) {
        if (!object.contains(name)) refuse(std::string{pointer} + "/" + std::string{name}, "it is missing");
    }
    for (const auto& member : object) {
        const std::string_view name{member.key().data(), member.key().size()};
        const auto among = [&](auto names) { return std::find(names.begin(), names.end(), name) != names.end(); };
        if (!among(required) && !among(optional)) {
            refuse(std::string{pointer} + "/" + std::string{name}, "there is no such member");
        }
    }
    return object;
}

std::string text_of(const json::object& in, std::string_view name, std::string_view pointer)
{
    const auto& value = in.at(name);
    if (!value.is_string() || value.get_string().empty()) refuse(pointer, "a text is expected");
    return std::string{value.get_string().data(), value.get_string().size()};
}

std::uint32_t number_of(const json::object& in, std::string_view name, std::string_view pointer)
{
    const auto* number = in.at(name).if_int64();
    if (!number || *number < 0 || *number > std::numeric_limits<std::uint32_t>::max()) {
        refuse(pointer, "a number from 0 is expected");
    }
    return static_cast<std::uint32_t>(*number);
}

std::string name_of(const json::object& in, std::string_view pointer)
{
    auto id = text_of(in, "id", pointer);
    if (!entities::is_name(id)) refuse(pointer, "an id is [a-z][a-z0-9_]*, at most 40 characters");
    if (id == "core") refuse(pointer, "\"core\" is the server's own name");
    // A site shows a plugin's screens below its id, beside files of its own.
    if (http::is_own({id}) || id == "assets") refuse(pointer, "\"" + id + "\" begins paths that are not a plugin's");
    return id;
}

dependency dependency_of(const json::value& value, const std::string& pointer)
{
    const auto& object = object_of(value, pointer, {"id", "version"});
    dependency needed{name_of(object, pointer + "/id"), {}};
    const auto range = version_range::parse(text_of(object, "version", pointer + "/version"));
    if (!range) refuse(pointer + "/version", "a version range is comparisons joined by spaces, such as \">=0.1 <1\"");
    needed.range = *range;
    return needed;
}

manifest parse(std::string_view document)
{
    boost::system::error_code wrong;
    json::parse_options options;
    options.max_depth = 8;
    const auto parsed = json::parse({document.data(), document.size()}, wrong, {}, options);
    if (wrong) throw malformed{"its plugin.json is not JSON: " + wrong.message()};

    const auto& root = object_of(parsed, "", {"id", "version", "label", "abi", "licence"}, {"depends"});
    manifest result;
    result.id = name_of(root, "/id");
    const auto declared = parse_version(text_of(root, "version", "/version"));
    if (!declared) refuse("/version", "a version is three numbers, such as \"0.1.0\"");
    result.version = *declared;
    const auto& label = object_of(root.at("label"), "/label", {"vi", "en"});
    result.label = {text_of(label, "vi", "/label/vi"), text_of(label, "en", "/label/en")};
    const auto& abi = object_of(root.at("abi"), "/abi", {"major", "minor"});
    result.abi_major = number_of(abi, "major", "/abi/major");
    result.abi_minor = number_of(abi, "minor", "/abi/minor");
    result.licence = text_of(root, "licence", "/licence");
    if (const auto* depends = root.if_contains("depends")) {
        if (!depends->is_array()) refuse("/depends", "a list is expected");
        for (const auto& each : depends->get_array()) {
            result.depends.push_back(dependency_of(each, "/depends/" + std::to_string(result.depends.size())));
            if (result.depends.back().id == result.id) refuse("/depends", "a plugin cannot depend on itself");
        }
    }
    return result;
}

} // namespace

checked<manifest> parse_manifest_document(std::string_view document)
{
    try {
        return parse(document);
    } catch (const malformed& wrong) {
        return defect{wrong.what()};
    }
}

checked<manifest> parse_manifest(std::string_view library)
{
    const auto section = elf_section(library, NSCL_MANIFEST_SECTION);
    if (section.has_error()) return section.error();
    nscl_manifest_head head;
    if (section->size() < sizeof head) return defect{"its manifest section is cut off"};
    std::memcpy(&head, section->data(), sizeof head);
    if (std::string_view{head.magic, sizeof head.magic} != NSCL_MANIFEST_MAGIC) {
        return defect{"its manifest section begins with something else than " NSCL_MANIFEST_MAGIC
                      "; build it with this server's SDK"};
    }
    const auto document = section->substr(sizeof head);
    if (head.length > document.size()) return defect{"its manifest section is cut off"};
    if (head.length > largest_document) return defect{"its manifest is larger than 64 KiB"};
    return parse_manifest_document(document.substr(0, head.length));
}

checked<manifest> read_manifest(const std::filesystem::path& file)
{
    const auto bytes = library_bytes::of(file);
    if (bytes.has_error()) return bytes.error();
    auto found = parse_manifest(bytes->view());
    if (found.has_error()) return found;
    if (file.filename() != found->id + ".so") {
        return defect{"it holds the plugin \"" + found->id + "\"; a plugin's file is named after it: rename it to " +
                      found->id + ".so"};
    }
    found->file = file;
    return found;
}

checked<> check_abi(std::uint32_t plugin_major, std::uint32_t plugin_minor)
{
    const auto number = [](std::uint32_t major, std::uint32_t minor) {
        return std::to_string(major) + "." + std::to_string(minor);
    };
    const auto both = "it needs version " + number(plugin_major, plugin_minor) +
                      " of the plugin contract, this server has " + number(NSCL_ABI_MAJOR, NSCL_ABI_MINOR) + "; ";
    if (plugin_major != NSCL_ABI_MAJOR) {
        return defect{both + (plugin_major > NSCL_ABI_MAJOR ? "use a newer server"
                                                            : "rebuild the plugin with this server's SDK")};
    }
    if (plugin_minor > NSCL_ABI_MINOR) return defect{both + "use a newer server"};
    return {};
}

} // namespace nscl::plugin_host
