#pragma once

#include "tests/support/temporary_folder.hpp"

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nscl::tests {

/// A named pipe: whoever reads from it waits until it was opened.
class door {
public:
    door() : path_(folder_.path() / "door")
    {
        if (mkfifo(path_.c_str(), 0600) != 0) throw std::system_error(errno, std::generic_category(), "mkfifo");
    }
    ~door()
    {
        open();
        close(writer_);
    }
    door(const door&) = delete;
    door& operator=(const door&) = delete;

    std::string path() const { return path_.string(); }
    /// For all who stand there and all who come.
    void open()
    {
        if (writer_ < 0) writer_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC); // which does not wait for a reader
    }

private:
    temporary_folder folder_;
    std::filesystem::path path_;
    int writer_ = -1;
};

} // namespace nscl::tests
