#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace nscl::http {

/// A file without a name: bytes that are too many for memory, written from front to end and then read where they are mapped. Nobody else can
/// open it, so it does not change or shrink under its readers, and it is gone with its owner, however that ends. Not thread-safe while it is
/// written.
class spool_file {
public:
    /// Creates it in `folder`. Throws std::system_error.
    explicit spool_file(const std::filesystem::path& folder);
    ~spool_file();

    spool_file(const spool_file&) = delete;
    spool_file& operator=(const spool_file&) = delete;

    /// Writes both, one after the other. Throws std::system_error, for a full disk too; then the file is of no use any more.
    void append(std::string_view first, std::string_view second);

    /// Ends the writing: the bytes can be read from now on. Throws std::system_error.
    void map();

    /// The bytes, once they are mapped.
    std::string_view view() const { return {mapped_, mapped_ ? size_ : 0}; }
    std::size_t size() const { return size_; }

private:
    void close();

    int descriptor_;
    std::size_t size_ = 0;
    const char* mapped_ = nullptr;
};

/// Opens a new file in `folder` by a name of its own and takes the name away: for file systems that know no files without one.
/// Returns a descriptor, or throws std::system_error.
int open_unlinked(const std::filesystem::path& folder);

} // namespace nscl::http
