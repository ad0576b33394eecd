#pragma once

#include <filesystem>
#include <string_view>

namespace nscl::backup {

/// A file that appears under its name when it is complete; until then it is called `<name>.partial`. Only its owner may read it.
/// Everything throws std::system_error that names the file.
class new_file {
public:
    /// Refuses a name that is taken, and one that another process is writing under.
    explicit new_file(std::filesystem::path name);
    /// Removes what did not become complete.
    ~new_file();
    new_file(const new_file&) = delete;
    new_file& operator=(const new_file&) = delete;

    void write(std::string_view bytes);

    /// Once, at the end: returns when the file will be there after a power failure too. When only that fails, it is there, and complete.
    void appear();

private:
    [[noreturn]] void fail(int why, const std::filesystem::path& which) const;

    std::filesystem::path name_;
    std::filesystem::path partial_;
    int descriptor_ = -1;
    bool complete_ = false;
};

} // namespace nscl::backup
