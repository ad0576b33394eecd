#pragma once

#include "core/entities/declaration/declaration.hpp"
#include "core/entities/model/model.hpp"
#include "core/platform/clock.hpp"

#include <memory>

namespace nscl::accounts {

/// The code behind the callback numbers of core_document(). The hooks that it binds keep what they need alive.
class core_rules final : public entities::callback_binder {
public:
    /// The clock outlives every hook.
    explicit core_rules(const platform::clock& clock);

    /// Tells the rules about the model that the document became part of, before the first change. The model, which owns the
    /// hooks, outlives them.
    void belong_to(const entities::model& model);

    entities::hook check(unsigned number) override;
    entities::hook before(unsigned number) override;
    entities::hook after_commit(unsigned number) override;
    entities::claim_text claim(unsigned number) override;
    entities::value_rule value(unsigned number) override;

    /// Longest life of an API token.
    static constexpr int most_token_days = 366;

private:
    struct surroundings;

    std::shared_ptr<surroundings> around_;
};

} // namespace nscl::accounts
