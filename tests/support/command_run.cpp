#include "tests/support/command_run.hpp"

#include "tests/support/process_words.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nscl::tests {

namespace {

std::string content(const std::filesystem::path& of)
{
    std::ifstream file{of};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

command_run run_nscl(std::vector<std::string> words, const std::string& input,
                     const std::map<std::string, std::string>& environment)
{
    const temporary_folder folder;
    std::ofstream{folder.path() / "in"} << input;
    words.insert(words.begin(), server_executable().string());
    std::vector<std::string> lines;
    for (char** each = environ; *each != nullptr; ++each)
        if (!std::string_view{*each}.starts_with("NSCL_")) lines.emplace_back(*each);
    for (const auto& [name, value] : environment) lines.push_back(name + "=" + value);

    const auto arguments = pointers_to(words);
    const auto variables = pointers_to(lines);
    const int in = open((folder.path() / "in").c_str(), O_RDONLY | O_CLOEXEC);
    const int out = open((folder.path() / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const int err = open((folder.path() / "err").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const pid_t pid = fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) { // only async-signal-safe calls from here on
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        alarm(60); // ends it when it does not end by itself
        dup2(in, STDIN_FILENO);
        dup2(out, STDOUT_FILENO);
        dup2(err, STDERR_FILENO);
        execve(arguments[0], arguments.data(), variables.data());
        _exit(127);
    }
    for (const int each : {in, out, err}) close(each);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), content(folder.path() / "out"),
            content(folder.path() / "err")};
}

} // namespace nscl::tests
