#pragma once

#include "core/entities/reading/labels.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/response.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace nscl::entities {

/// One record as the API answers it, with `meta` for the caller.
std::string represent(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                      const record& shown, messages::language language);
/// The same; `names` are labels of this entity's references, of which some may have been read.
std::string represent(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                      const record& shown, messages::language language, labels& names);

/// `<version>-<hash of the representation>`, for http::entity_tag.
std::string tag_of(const record& shown, std::string_view representation);

/// The version that If-Match asks for, which alone counts of a tag; 0 for "*". Refuses a missing (428), a malformed (400) and a foreign
/// one (412); also a list of several (400), since a record has one version.
messages::outcome<std::int64_t> expected_version(const http::request& asked);

/// A JSON object's members as stored values. Names every member that is unknown or wrong at once. Fields that the caller may not read
/// are unknown to him.
messages::outcome<field_values> to_values(const boost::json::object& body, const entity_store& store, const caller& who,
                                          const entity& of);

/// Newest first: {"data":[{"at","user","action","transition","transition_label","version","changes":[{"field","label","old","new"}],"erased"}],
/// "page":{"next":...}}.
std::string represent_history(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                              record_id id, std::int64_t before, int limit, messages::language language);

} // namespace nscl::entities
