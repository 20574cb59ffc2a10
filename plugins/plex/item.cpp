// SPDX-License-Identifier: MIT
#include "plugins/plex/item.hpp"

namespace reel_plex
{

void item::clear()
{
    type = item_type::unknown;
    for (auto* text :
         {&rating_key, &title, &original_title, &sort_title, &edition, &guid, &show_ordering, &parent_rating_key})
        text->clear();
    ids.clear();
    genres.clear();
    resolutions = 0;
    deleted = false;
    year = 0;
    rating.reset();
    added_at = last_viewed_at = 0;
    view_count = leaf_count = viewed_leaf_count = child_count = 0;
    index.reset();
    parent_index.reset();
}

} // namespace reel_plex
