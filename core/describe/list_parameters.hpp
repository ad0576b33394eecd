#pragma once

#include "core/entities/model/entity.hpp"
#include "core/messages/catalogue.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace nscl::describe {

/// Adds what the list of one entity takes beside the paging that all lists share: `filter[...]` by field and operator, `sort` and
/// `fields`.
void add_list_parameters(boost::json::object& parameters, const entities::entity& of, messages::language language);

/// One filter, described; `of` is null for the id.
boost::json::object filter_parameter(const entities::field* of, std::string_view how, messages::language language);

/// References to them: the whole list language, or only what chooses and orders rows.
enum class list_language { whole, rows_only };
boost::json::array list_parameters(const entities::entity& of, list_language part);

} // namespace nscl::describe
