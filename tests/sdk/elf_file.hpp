#pragma once

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// A 64-bit ELF file, as much of it as the tests ask about.
class elf_file {
public:
    explicit elf_file(const std::string& path)
    {
        std::ifstream file{path, std::ios::binary};
        if (!file) throw std::runtime_error{"no file " + path};
        bytes_.assign(std::istreambuf_iterator<char>{file}, {});
        const auto header = at<Elf64_Ehdr>(0);
        for (std::size_t i = 0; i < header.e_shnum; ++i)
            sections_.push_back(at<Elf64_Shdr>(header.e_shoff + i * header.e_shentsize));
        names_ = content(sections_.at(header.e_shstrndx));
    }

    /// A section's bytes; empty when there is none.
    std::string section(std::string_view name) const
    {
        for (const Elf64_Shdr& one : sections_) {
            if (names_.c_str() + one.sh_name == name) return content(one);
        }
        return {};
    }

    /// Symbols that others may bind to.
    std::vector<std::string> exported_symbols() const
    {
        const std::string table = section(".dynsym");
        const std::string names = section(".dynstr");
        std::vector<std::string> result;
        for (std::size_t i = 0; i + sizeof(Elf64_Sym) <= table.size(); i += sizeof(Elf64_Sym)) {
            Elf64_Sym symbol;
            std::memcpy(&symbol, table.data() + i, sizeof symbol);
            const auto binding = symbol.st_info >> 4;
            if (symbol.st_shndx != SHN_UNDEF && binding != STB_LOCAL)
                result.emplace_back(names.c_str() + symbol.st_name);
        }
        return result;
    }

private:
    template <class T>
    T at(std::size_t offset) const
    {
        T result;
        if (offset + sizeof result > bytes_.size()) throw std::runtime_error{"a truncated ELF file"};
        std::memcpy(&result, bytes_.data() + offset, sizeof result);
        return result;
    }
    std::string content(const Elf64_Shdr& section) const { return bytes_.substr(section.sh_offset, section.sh_size); }

    std::string bytes_;
    std::vector<Elf64_Shdr> sections_;
    std::string names_;
};
