// SPDX-License-Identifier: MIT
// Finds the rows whose titles are worth comparing with a question: exactly by the folded key, loosely by shared or
// misspelt words. Holds numbers only; the titles stay with the section. Immutable once built; any thread.
#pragma once

#include "plugins/plex/fold.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace reel_plex
{

class title_index
{
public:
    class builder;

    /// Rows with a title of this key (and, with a chance of 2^-32, others): in O(1).
    void exact(std::string_view key, std::vector<std::uint32_t>& rows) const;
    /// At most `limit` rows that share the most telling words with the title, each once, most promising first.
    void similar(const folded_title& title, std::size_t limit, std::vector<std::uint32_t>& rows) const;

    std::size_t memory_bytes() const;

private:
    struct key_slot
    {
        std::uint32_t hash, row; // row + 1; 0: free
    };
    struct word_entry
    {
        std::uint32_t text, letters, postings; // offset of the text; set of its letters; first of its rows
    };

    std::span<const std::uint32_t> rows_of(std::uint32_t word) const;

    std::vector<key_slot> keys_;
    std::vector<char> word_text_;
    std::vector<word_entry> words_;        // by length of the word; one more at the end
    std::vector<std::uint32_t> by_length_; // first word of each length
    std::vector<std::uint32_t> word_table_;
    std::vector<std::uint32_t> postings_;
    std::uint32_t row_count_ = 0;
};

} // namespace reel_plex
