#pragma once

#include "core/http/body_budget.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace nscl::http {

/// Where the bodies of all requests stay while they arrive and are worked on.
struct body_storage {
    body_budget memory;           ///< limits.body_memory
    body_budget disk;             ///< limits.body_disk
    std::filesystem::path folder; ///< limits.body_folder: of the files that large ones are kept in

    body_storage(std::size_t most_memory, std::size_t most_disk, std::filesystem::path files)
        : memory(most_memory), disk(most_disk), folder(std::move(files))
    {
    }
};

/// Why a body is not taken in.
enum class body_fault {
    memory_full, ///< those of all requests together fill the memory
    disk_full,   ///< or what they may take of the disk
    not_stored   ///< the folder does not take it; the log says why
};

/// A request's body: up to most_in_memory bytes are in memory, larger ones in a file without a name, so that what clients upload at the same
/// time does not add up in the process. Whoever reads it sees one text either way. Not thread-safe while it arrives.
class request_body {
public:
    static constexpr std::size_t most_in_memory = 64 * 1024;
    /// So much of each body in memory is not counted: the number of connections bounds it, and a login gets through while uploads fill the rest.
    static constexpr std::size_t uncounted = 16 * 1024;

    request_body() = default;
    /// One that is there already, in memory and counted by nobody.
    explicit request_body(std::string text) : text_(std::move(text)) {}

    request_body(request_body&&) = default;
    request_body& operator=(request_body&&) = default;

    /// Whether a body of so many bytes would find room now. Takes none of it.
    static bool has_room_for(const body_storage& in, std::size_t bytes);

    /// What is added from now on finds its place in `storage`, which the body keeps alive. Without one it stays in memory.
    void arrive_in(std::shared_ptr<body_storage> storage) { storage_ = std::move(storage); }
    /// So many bytes are said to come.
    void expect(std::size_t bytes);
    /// Takes in the next piece. After a fault the body is of no use any more.
    std::optional<body_fault> add(std::string_view piece);
    /// All of it has come, and may be read.
    std::optional<body_fault> complete();

    /// The bytes, for as long as the body is neither changed nor destroyed.
    std::string_view view() const;
    std::size_t size() const;
    bool empty() const { return size() == 0; }

    /// The same bytes, for somebody who needs them when the request is over: a file is shared, and counted as long as anybody has it; what is in
    /// memory is copied, and not counted.
    request_body kept() const;

    /// Forgets the bytes, and gives back the room they took.
    void clear();

private:
    struct spooled;

    std::optional<body_fault> add_to_memory(std::string_view piece);
    std::optional<body_fault> add_to_file(std::string_view piece);

    std::shared_ptr<body_storage> storage_;
    std::string text_; ///< the whole, or what the file has yet to get
    body_share memory_;
    std::shared_ptr<spooled> spooled_; ///< null: all is in memory
};

} // namespace nscl::http
