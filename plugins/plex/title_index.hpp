// SPDX-License-Identifier: MIT
// Finds the rows whose titles are worth comparing with a question: exactly by the folded key, loosely by shared or misspelt
// words. Holds numbers and words only; the titles stay with the section. Immutable once built; any thread.
#pragma once

#include "plugins/plex/fold.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace reel_plex
{

class title_index
{
public:
    class builder;

    /// Appends the rows with a title of this key (and, with a chance of 2^-32, others). O(1).
    void exact(std::string_view key, std::vector<std::uint32_t>& rows) const;
    /// Appends at most `limit` rows that share the most telling words with the title, each once, most promising first.
    void similar(const folded_title& title, std::size_t limit, std::vector<std::uint32_t>& rows) const;

    std::size_t memory_bytes() const;

private:
    struct key_slot
    {
        std::uint32_t hash, row; // row + 1; 0: free
    };
    struct word_entry
    {
        std::uint32_t text;     // offset in word_text_; its end is the next entry's offset
        std::uint32_t postings; // first of its rows; the end is the next entry's first
        std::uint32_t letters;  // the set of its letters
    };
    struct lead
    {
        std::span<const std::uint32_t> rows;
        int weight;
    };

    std::string_view text(std::size_t word) const;
    std::span<const std::uint32_t> rows_of(std::size_t word) const;
    /// The words of that length, as a range of positions.
    std::pair<std::size_t, std::size_t> of_length(std::size_t length) const;
    void same_word(std::string_view word, std::vector<lead>& leads) const;
    void near_words(std::string_view word, std::vector<lead>& leads) const;
    int weight(std::size_t row_count) const;

    std::vector<key_slot> keys_; // open addressing
    std::vector<char> word_text_;
    std::vector<word_entry> words_; // by length, then text; one more at the end
    std::vector<std::uint32_t> first_of_length_;
    std::vector<std::uint32_t> postings_;
    std::uint32_t row_count_ = 0;
};

/// Takes the titles of all rows, in order of rows; then the index is made at once.
class title_index::builder
{
public:
    explicit builder(std::size_t rows);

    void add(std::uint32_t row, const folded_title& title);
    title_index finish() &&;

private:
    void add_key(std::uint32_t row, std::string_view key);
    void add_word(std::uint32_t row, std::string_view word);
    void grow_keys();
    void grow_table();
    void place_words(title_index& out, std::vector<std::uint32_t>& rank) const;

    struct word
    {
        std::uint32_t text, length, rows, last_row;
    };

    std::vector<key_slot> keys_;
    std::size_t key_count_ = 0;
    std::vector<char> text_;
    std::vector<word> words_;
    std::vector<std::uint32_t> table_;                                 // open addressing: word + 1
    std::vector<std::pair<std::uint32_t, std::uint32_t>> occurrences_; // word, row
    std::uint32_t row_count_;
};

} // namespace reel_plex
