#pragma once

#include "core/settings/settings.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace nscl::settings {

/// A folder of its own with files in it; removed at the end.
class settings_folder {
public:
    std::filesystem::path write(std::string_view name, std::string_view text) const
    {
        std::ofstream{path() / name, std::ios::binary} << text;
        return path() / name;
    }

    const std::filesystem::path& path() const { return folder_.path(); }

private:
    tests::temporary_folder folder_;
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
        const std::string said = refused.what();
        const std::string file = folder.path().string() + "/";
        return said.starts_with(file) ? said.substr(file.size()) : said; // what several keys make together is no file's
    }
    return "";
}

} // namespace nscl::settings
