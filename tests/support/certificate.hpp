#pragma once

#include <filesystem>
#include <string>

namespace nscl::tests {

/// PEM files of a certificate and its key.
struct certificate_files {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// A new key, and a certificate for this name that it signs itself, as <name>.pem and <name>.key in the folder; files of these names are
/// replaced. It began ten days ago and holds for so many days from now. Throws std::runtime_error.
certificate_files make_certificate(const std::filesystem::path& folder, const std::string& name, int days = 7);

/// The same key with a passphrase, as <name>.locked.
std::filesystem::path lock_key(const certificate_files& of);

} // namespace nscl::tests
