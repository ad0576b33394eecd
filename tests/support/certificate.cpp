#include "tests/support/certificate.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace nscl::tests {

namespace {

void check(bool done, const char* what)
{
    if (!done) throw std::runtime_error(std::string{"cannot make a certificate: "} + what);
}

std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(const std::filesystem::path& file, const char* how)
{
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream{std::fopen(file.c_str(), how), std::fclose};
    check(stream != nullptr, file.c_str());
    return stream;
}

} // namespace

certificate_files make_certificate(const std::filesystem::path& folder, const std::string& name, int days)
{
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{EVP_EC_gen("P-256"), EVP_PKEY_free};
    const std::unique_ptr<X509, void (*)(X509*)> made{X509_new(), X509_free};
    check(key && made, "no memory");
    constexpr long day = 24L * 3600;
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -10 * day);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), days * day);
    X509_set_pubkey(made.get(), key.get());
    auto* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(made.get(), subject);
    check(X509_sign(made.get(), key.get(), EVP_sha256()) > 0, "it cannot be signed");

    certificate_files files{folder / (name + ".pem"), folder / (name + ".key")};
    check(PEM_write_X509(opened(files.certificate, "w").get(), made.get()) == 1, "it cannot be written");
    check(PEM_write_PrivateKey(opened(files.key, "w").get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "its key cannot be written");
    return files;
}

std::filesystem::path lock_key(const certificate_files& of)
{
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{
        PEM_read_PrivateKey(opened(of.key, "r").get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
    check(key != nullptr, "its key cannot be read");
    auto file = of.key;
    file.replace_extension(".locked");
    const std::string passphrase = "a passphrase";
    check(PEM_write_PrivateKey(opened(file, "w").get(), key.get(), EVP_aes_256_cbc(),
                               reinterpret_cast<const unsigned char*>(passphrase.data()),
                               static_cast<int>(passphrase.size()), nullptr, nullptr) == 1,
          "its key cannot be locked");
    return file;
}

} // namespace nscl::tests
