#pragma once

#include "core/settings/settings.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <unistd.h>

namespace nscl::settings {

/// A folder of its own with files in it; removed at the end.
class settings_folder {
public:
    settings_folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "nscl-settings-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
        path_ = name;
    }
    ~settings_folder() { std::filesystem::remove_all(path_); }
    settings_folder(const settings_folder&) = delete;
    settings_folder& operator=(const settings_folder&) = delete;

    std::filesystem::path write(std::string_view name, std::string_view text) const
    {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return path_ / name;
    }

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// What a file with this text means.
inline settings read_text(std::string_view text)
{
    const settings_folder folder;
    return read(folder.write("nscl.toml", text));
}

/// The words with which a file of this text is refused, without the folder's name; "" when it is not.
inline std::string complaint(std::string_view text)
{
    const settings_folder folder;
    try {
        read(folder.write("nscl.toml", text));
    } catch (const std::runtime_error& refused) {
        return std::string{refused.what()}.substr(folder.path().string().size() + 1);
    }
    return "";
}

} // namespace nscl::settings
