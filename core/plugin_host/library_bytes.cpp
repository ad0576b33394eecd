#include "core/plugin_host/library_bytes.hpp"

#include <fstream>

namespace nscl::plugin_host {

checked<std::string> library_bytes(const std::filesystem::path& file)
{
    constexpr std::uintmax_t most = std::uintmax_t{1} << 30U;
    std::error_code wrong;
    const auto size = std::filesystem::file_size(file, wrong);
    if (wrong) return defect{"it cannot be read: " + wrong.message()};
    if (size > most) return defect{"it is larger than 1 GiB"};
    std::ifstream from{file, std::ios::binary};
    std::string bytes(size, '\0');
    if (!from.read(bytes.data(), static_cast<std::streamsize>(size))) {
        return defect{"it cannot be read; does the server's user have the right to?"};
    }
    return checked<std::string>{boost::system::in_place_value, std::move(bytes)};
}

} // namespace nscl::plugin_host
