#include "core/plugin_host/elf_section.hpp"

#include <cstring>
#include <elf.h>
#include <optional>

namespace nscl::plugin_host {

namespace {

#if defined(__x86_64__)
constexpr Elf64_Half this_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half this_machine = EM_AARCH64;
#else
#error "the plugin contract is for 64-bit little-endian machines: x86-64 and aarch64"
#endif

/// A part of the file, if all of it is there.
std::optional<std::string_view> part(std::string_view of, std::uint64_t offset, std::uint64_t size)
{
    if (offset > of.size() || size > of.size() - offset) return std::nullopt;
    return of.substr(offset, size);
}

template <class Struct>
std::optional<Struct> at(std::string_view file, std::uint64_t offset)
{
    const auto bytes = part(file, offset, sizeof(Struct));
    if (!bytes) return std::nullopt;
    Struct copy;
    std::memcpy(&copy, bytes->data(), sizeof copy);
    return copy;
}

defect truncated(std::string_view what)
{
    return {"the file is truncated: its " + std::string{what} + " lies beyond its end; copy or build it again"};
}

/// Why this cannot be a plugin library at all.
std::optional<defect> wrong_kind(const Elf64_Ehdr& head)
{
    if (head.e_ident[EI_CLASS] != ELFCLASS64 || head.e_ident[EI_DATA] != ELFDATA2LSB) {
        return defect{"it is not a 64-bit little-endian library"};
    }
    if (head.e_type != ET_DYN) return defect{"it is not a shared library"};
    if (head.e_machine != this_machine)
        return defect{"it was built for another kind of processor; build it for this one"};
    if (head.e_shoff == 0 || head.e_shentsize != sizeof(Elf64_Shdr)) {
        return defect{"its section table is missing; link it without removing sections (strip is fine)"};
    }
    return std::nullopt;
}

/// The section table; its entries are read one by one because nothing says that they are aligned.
class section_table {
public:
    static checked<section_table> of(std::string_view file, const Elf64_Ehdr& head)
    {
        const auto first = at<Elf64_Shdr>(file, head.e_shoff);
        if (!first) return truncated("section table");
        // More than 65,279 sections: the numbers stand in the first entry (ELF-64, 3).
        const std::uint64_t count = head.e_shnum != 0 ? head.e_shnum : first->sh_size;
        const std::uint64_t names = head.e_shstrndx != SHN_XINDEX ? head.e_shstrndx : first->sh_link;
        if (count > file.size() / sizeof(Elf64_Shdr)) return truncated("section table");
        const auto table = part(file, head.e_shoff, count * sizeof(Elf64_Shdr));
        if (!table) return truncated("section table");
        if (names >= count) return defect{"its section table is damaged: there are no section names"};
        return section_table{*table, count, names};
    }

    std::uint64_t count() const { return count_; }
    Elf64_Shdr entry(std::uint64_t index) const { return *at<Elf64_Shdr>(table_, index * sizeof(Elf64_Shdr)); }
    Elf64_Shdr names() const { return entry(names_); }

private:
    section_table(std::string_view table, std::uint64_t count, std::uint64_t names)
        : table_(table), count_(count), names_(names)
    {
    }

    std::string_view table_;
    std::uint64_t count_;
    std::uint64_t names_;
};

} // namespace

checked<> segments_are_whole(std::string_view library)
{
    const auto head = at<Elf64_Ehdr>(library, 0);
    if (!library.starts_with(ELFMAG) || !head)
        return defect{"it is not an ELF file; copy the plugin again, or take the file away"};
    if (auto wrong = wrong_kind(*head)) return *wrong;
    if (head->e_phentsize != sizeof(Elf64_Phdr)) return defect{"its segment table is damaged"};
    for (std::uint64_t i = 0; i < head->e_phnum; ++i) {
        const auto segment = part(library, head->e_phoff, (i + 1) * sizeof(Elf64_Phdr))
                                 ? at<Elf64_Phdr>(library, head->e_phoff + i * sizeof(Elf64_Phdr))
                                 : std::nullopt;
        if (!segment) return truncated("segment table");
        if (!part(library, segment->p_offset, segment->p_filesz)) return truncated("segment " + std::to_string(i));
    }
    return {};
}

checked<std::string_view> elf_section(std::string_view library, std::string_view name)
{
    if (!library.starts_with(ELFMAG)) return defect{"it is not an ELF file"};
    const auto head = at<Elf64_Ehdr>(library, 0);
    if (!head) return truncated("header");
    if (auto wrong = wrong_kind(*head)) return *wrong;

    const auto table = section_table::of(library, *head);
    if (table.has_error()) return table.error();
    const auto names = part(library, table->names().sh_offset, table->names().sh_size);
    if (!names) return truncated("table of section names");

    for (std::uint64_t i = 0; i < table->count(); ++i) {
        const auto section = table->entry(i);
        if (section.sh_name >= names->size()) continue;
        const auto rest = names->substr(section.sh_name);
        if (rest.substr(0, rest.find('\0')) != name || rest.size() == name.size()) continue;
        if (section.sh_type == SHT_NOBITS) return defect{"its section " + std::string{name} + " is empty"};
        const auto bytes = part(library, section.sh_offset, section.sh_size);
        if (!bytes) return truncated("section " + std::string{name});
        return *bytes;
    }
    return defect{"it has no section " + std::string{name} +
                  "; it is not a plugin, or was not built with nscl_add_plugin()"};
}

} // namespace nscl::plugin_host
