#include "core/journal/sealing.hpp"

#include "core/log/log.hpp"
#include "core/platform/encoding.hpp"

namespace nscl::journal {

namespace {

/// What a stop still takes along; more, such as an upgrade's whole journal, waits for the next start.
constexpr int last_batches = 20;

} // namespace

sealing::sealing(database::database& where, const platform::clock& clock, platform::random& random, std::string holder)
    : clock_(clock), sealer_(where, clock, random, std::move(holder))
{
    again_.emplace(every, [this] { seal_all(); });
}

sealing::~sealing()
{
    ending_ = true;
    again_.reset();
    seal_the_rest();
}

sealing::figures sealing::counts() const
{
    return {.head = sealed_number_.load(std::memory_order_relaxed),
            .sealed = sealed_rows_.load(std::memory_order_relaxed),
            .failing = failing_.load(std::memory_order_relaxed)};
}

std::size_t sealing::seal_some()
{
    const auto rows = sealer_.seal_batch();
    sealed_rows_.fetch_add(rows, std::memory_order_relaxed);
    sealed_number_.store(sealer_.head().number, std::memory_order_relaxed);
    return rows;
}

void sealing::seal_all()
{
    try {
        while (seal_some() == sealer::batch && !ending_) {
        }
        failing_ = false;
    } catch (const std::exception& outage) {
        if (!failing_.exchange(true)) log::warning("journal_not_sealed", {{"problem", outage.what()}});
    }
    if (clock_.now() - told_at_ >= std::chrono::microseconds{tell_every}.count()) tell_head();
}

void sealing::seal_the_rest()
{
    try {
        for (int i = 0; i < last_batches && seal_some() == sealer::batch; ++i) {
        }
        if (sealer_.head().number > 0) sealer_.give_back();
    } catch (const std::exception& outage) {
        log::warning("journal_not_sealed", {{"problem", outage.what()}});
    }
    tell_head(); // the log needs no database
}

void sealing::tell_head()
{
    const auto& head = sealer_.head();
    if (head == told_) return;
    log::info("journal_sealed", {{"number", head.number}, {"hash", platform::to_hex(head.seal)}});
    told_ = head;
    told_at_ = clock_.now();
}

} // namespace nscl::journal
