#include "core/plugin_host/manifest.hpp"

#include "core/entities/model/entity.hpp"
#include "core/plugin_host/elf_section.hpp"
#include "tests/fuzz/targets.hpp"

#include <nscl/abi/manifest.h>

#include <cstring>
#include <elf.h>

namespace nscl::fuzz {
namespace {

using namespace plugin_host;

template <class Struct>
void append(std::string& to, const Struct& part)
{
    to.append(reinterpret_cast<const char*>(&part), sizeof part);
}

/// The least library that has a manifest: a header, the section's bytes, the names, and the table of sections.
std::string library_with(std::string_view section)
{
    const std::string names = std::string{'\0'} + NSCL_MANIFEST_SECTION + '\0' + ".shstrtab" + '\0';
    Elf64_Ehdr head{};
    std::memcpy(head.e_ident, ELFMAG, SELFMAG);
    head.e_ident[EI_CLASS] = ELFCLASS64;
    head.e_ident[EI_DATA] = ELFDATA2LSB;
    head.e_ident[EI_VERSION] = EV_CURRENT;
    head.e_type = ET_DYN;
#if defined(__aarch64__)
    head.e_machine = EM_AARCH64;
#else
    head.e_machine = EM_X86_64;
#endif
    head.e_shoff = sizeof head + section.size() + names.size();
    head.e_phentsize = sizeof(Elf64_Phdr);
    head.e_shentsize = sizeof(Elf64_Shdr);
    head.e_shnum = 3;
    head.e_shstrndx = 2;
    Elf64_Shdr of_manifest{};
    of_manifest.sh_name = 1;
    of_manifest.sh_type = SHT_PROGBITS;
    of_manifest.sh_offset = sizeof head;
    of_manifest.sh_size = section.size();
    Elf64_Shdr of_names{};
    of_names.sh_name = 1 + sizeof NSCL_MANIFEST_SECTION;
    of_names.sh_type = SHT_STRTAB;
    of_names.sh_offset = sizeof head + section.size();
    of_names.sh_size = names.size();

    std::string library;
    append(library, head);
    library.append(section).append(names);
    append(library, Elf64_Shdr{});
    append(library, of_manifest);
    append(library, of_names);
    return library;
}

std::string section_with(std::string_view document)
{
    nscl_manifest_head head{};
    std::memcpy(head.magic, NSCL_MANIFEST_MAGIC, sizeof head.magic);
    head.length = static_cast<std::uint32_t>(document.size());
    std::string section;
    append(section, head);
    return section.append(document);
}

void check_accepted(const manifest& read)
{
    require(entities::is_name(read.id) && read.id != "core", "a plugin has a name of its own");
    require(!read.label.vi.empty() && !read.label.en.empty() && !read.licence.empty(), "texts are there");
    require(parse_version(to_text(read.version)) == read.version, "a version is read as it is written");
    for (const auto& each : read.depends) {
        require(entities::is_name(each.id) && each.id != read.id, "a plugin depends on others");
        const auto again = version_range::parse(each.range.text());
        require(again.has_value(), "a range is read as it was written");
        require(again->holds(read.version) == each.range.holds(read.version), "and holds for the same versions");
    }
}

void check_library(std::string_view bytes)
{
    for (const std::string_view name : {NSCL_MANIFEST_SECTION, ".text", ""}) {
        const auto section = elf_section(bytes, name);
        if (section.has_error()) continue;
        const bool inside =
            section->data() >= bytes.data() && section->data() + section->size() <= bytes.data() + bytes.size();
        require(inside, "a section lies within its library");
    }
    if (const auto whole = segments_are_whole(bytes); whole.has_error())
        require(!whole.error().text.empty(), "a defect says what is wrong");
    if (const auto read = parse_manifest(bytes); read.has_value()) check_accepted(*read);
}

} // namespace

/// A library, or a plugin.json.
void check_manifest(std::string_view input)
{
    check_library(input);
    if (input.starts_with(ELFMAG)) return;
    const auto read = parse_manifest_document(input);
    if (read.has_value()) check_accepted(*read);

    const auto library = library_with(section_with(input));
    const auto whole = segments_are_whole(library);
    require(whole.has_value(), "a whole library is whole");
    const auto found = parse_manifest(library);
    require(found.has_value() == read.has_value(), "a document in a library is the same document");
    if (found.has_value()) require(found->id == read->id && found->version == read->version, "and says the same");
    if (found.has_error()) require(found.error().text == read.error().text, "and is refused for the same reason");
    check_library(library_with(input));
}

} // namespace nscl::fuzz
