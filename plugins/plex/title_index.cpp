// SPDX-License-Identifier: MIT
#include "plugins/plex/title_index.hpp"

#include "plugins/plex/edit_distance.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace reel_plex
{

namespace
{

constexpr std::size_t longest_word = 48;       // longer ones are not worth a place in the dictionary
constexpr std::size_t common_word = 8192;      // rows; a word in more of them tells nothing
constexpr std::size_t postings_budget = 20000; // rows looked at for one question

std::uint32_t hash(std::string_view text)
{
    std::uint64_t h = 0x9e3779b97f4a7c15;
    for (char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return static_cast<std::uint32_t>(h ^ (h >> 32)) * 0x85ebca6b;
}

/// One bit a letter; bytes of other alphabets share bits, which only makes the filter coarser.
std::uint32_t letters(std::string_view word)
{
    std::uint32_t set = 0;
    for (char c : word)
        set |= std::uint32_t{1} << (static_cast<unsigned char>(c) & 31);
    return set;
}

/// Whether two sets differ in at most 2 * `slips` letters.
bool near_letters(std::uint32_t a, std::uint32_t b, int slips)
{
    auto differing = a ^ b;
    for (int i = 0; i < 2 * slips; ++i)
        differing &= differing - 1;
    return differing == 0;
}

int slips_allowed(std::size_t length)
{
    return length < 4 ? 0 : length < 8 ? 1 : 2;
}

} // namespace

// ---- lookup -----------------------------------------------------------------------------------------------------------

void title_index::exact(std::string_view key, std::vector<std::uint32_t>& rows) const
{
    if (keys_.empty() || key.empty())
        return;
    const auto wanted = hash(key);
    const auto mask = keys_.size() - 1;
    for (auto slot = wanted & mask; keys_[slot].row != 0; slot = (slot + 1) & mask)
        if (keys_[slot].hash == wanted)
            rows.push_back(keys_[slot].row - 1);
}

std::string_view title_index::text(std::size_t word) const
{
    return {word_text_.data() + words_[word].text, words_[word + 1].text - words_[word].text};
}

std::span<const std::uint32_t> title_index::rows_of(std::size_t word) const
{
    return {postings_.data() + words_[word].postings, words_[word + 1].postings - words_[word].postings};
}

std::pair<std::size_t, std::size_t> title_index::of_length(std::size_t length) const
{
    if (length + 1 >= first_of_length_.size())
        return {0, 0};
    return {first_of_length_[length], first_of_length_[length + 1]};
}

/// The rarer, the more telling: 2 for a word of every tenth row, 17 for one of a hundred thousand.
int title_index::weight(std::size_t row_count) const
{
    return static_cast<int>(std::bit_width(row_count_ / std::max<std::size_t>(row_count, 1))) + 1;
}

void title_index::same_word(std::string_view word, std::vector<lead>& leads) const
{
    auto [first, last] = of_length(word.size());
    while (first < last)
    {
        const auto middle = std::midpoint(first, last);
        if (text(middle) < word)
            first = middle + 1;
        else
            last = middle;
    }
    if (first >= of_length(word.size()).second || text(first) != word)
        return;
    if (const auto rows = rows_of(first); !rows.empty())
        leads.push_back({rows, weight(rows.size())});
}

void title_index::near_words(std::string_view word, std::vector<lead>& leads) const
{
    const int slips = slips_allowed(word.size());
    if (slips == 0)
        return;
    const auto wanted = letters(word);
    const auto shortest = word.size() - static_cast<std::size_t>(slips);
    for (auto length = shortest; length <= word.size() + static_cast<std::size_t>(slips); ++length)
    {
        const auto [first, last] = of_length(length);
        for (auto w = first; w < last; ++w)
        {
            if (!near_letters(words_[w].letters, wanted, slips))
                continue;
            const int distance = edit_distance(text(w), word, slips);
            if (distance == 0 || distance > slips)
                continue;
            if (const auto rows = rows_of(w); !rows.empty())
                leads.push_back({rows, std::max(1, weight(rows.size()) - 2 * distance)});
        }
    }
}

void title_index::similar(const folded_title& title, std::size_t limit, std::vector<std::uint32_t>& out) const
{
    if (row_count_ == 0)
        return;
    std::vector<lead> leads;
    std::string pair;
    for (std::size_t i = 0; i < title.words.size() && i < 16; ++i)
    {
        const auto word = title.text(title.words[i]);
        const auto known = leads.size();
        same_word(word, leads);
        if (leads.size() == known || title.words.size() <= 2)
            near_words(word, leads);
        if (i + 1 < title.words.size()) // "spider man" may be "spiderman" here
        {
            pair.assign(word).append(title.text(title.words[i + 1]));
            same_word(pair, leads);
        }
    }
    std::ranges::sort(leads, {}, [](const lead& l) { return std::pair{l.rows.size(), l.rows.data()}; });

    std::vector<std::uint8_t> score(row_count_);
    std::vector<std::uint32_t> touched;
    std::size_t looked_at = 0;
    for (const auto& l : leads)
    {
        looked_at += l.rows.size();
        if (looked_at > postings_budget && !touched.empty())
            break;
        for (auto row : l.rows)
        {
            if (score[row] == 0)
                touched.push_back(row);
            score[row] = static_cast<std::uint8_t>(std::min(255, score[row] + l.weight));
        }
    }
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
        return score[a] != score[b] ? score[a] > score[b] : a < b;
    };
    const auto kept = std::min(limit, touched.size());
    std::ranges::partial_sort(touched, touched.begin() + static_cast<std::ptrdiff_t>(kept), better);
    out.insert(out.end(), touched.begin(), touched.begin() + static_cast<std::ptrdiff_t>(kept));
}

std::size_t title_index::memory_bytes() const
{
    return keys_.capacity() * sizeof(key_slot) + word_text_.capacity() + words_.capacity() * sizeof(word_entry) +
           first_of_length_.capacity() * sizeof(std::uint32_t) + postings_.capacity() * sizeof(std::uint32_t);
}

// ---- building ---------------------------------------------------------------------------------------------------------

title_index::builder::builder(std::size_t rows)
    : keys_(std::bit_ceil(rows + rows / 2 + 16)), table_(1024), row_count_{static_cast<std::uint32_t>(rows)}
{
    occurrences_.reserve(rows * 3);
}

void title_index::builder::add(std::uint32_t row, const folded_title& title)
{
    add_key(row, title.key);
    if (!title.short_key.empty())
        add_key(row, title.short_key);
    std::string together; // "Spider-Man" is found by "spiderman" too
    for (std::size_t i = 0; i < title.words.size(); ++i)
    {
        const auto word = title.text(title.words[i]);
        add_word(row, word);
        if (title.words[i].joined)
            together += word;
        else
            together = word;
        const bool ends = i + 1 == title.words.size() || !title.words[i + 1].joined;
        if (ends && together.size() > word.size())
            add_word(row, together);
    }
}

void title_index::builder::add_key(std::uint32_t row, std::string_view key)
{
    if (key.empty())
        return;
    if (key_count_ + key_count_ / 4 >= keys_.size())
        grow_keys();
    const auto h = hash(key);
    const auto mask = keys_.size() - 1;
    auto slot = h & mask;
    for (; keys_[slot].row != 0; slot = (slot + 1) & mask)
        if (keys_[slot].hash == h && keys_[slot].row == row + 1)
            return;
    keys_[slot] = {h, row + 1};
    ++key_count_;
}

void title_index::builder::grow_keys()
{
    std::vector<key_slot> bigger(keys_.size() * 2);
    const auto mask = bigger.size() - 1;
    for (const auto& k : keys_)
    {
        if (k.row == 0)
            continue;
        auto slot = k.hash & mask;
        while (bigger[slot].row != 0)
            slot = (slot + 1) & mask;
        bigger[slot] = k;
    }
    keys_ = std::move(bigger);
}

void title_index::builder::add_word(std::uint32_t row, std::string_view text)
{
    if (text.empty() || text.size() > longest_word)
        return;
    const auto mask = table_.size() - 1;
    auto slot = hash(text) & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask)
    {
        const auto& known = words_[table_[slot] - 1];
        if (std::string_view{text_.data() + known.text, known.length} == text)
            break;
    }
    if (table_[slot] == 0)
    {
        words_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size()), 0, ~0u});
        text_.insert(text_.end(), text.begin(), text.end());
        table_[slot] = static_cast<std::uint32_t>(words_.size());
    }
    const auto number = table_[slot] - 1;
    if (auto& w = words_[number]; w.last_row != row)
    {
        w.last_row = row;
        if (++w.rows <= common_word)
            occurrences_.emplace_back(number, row);
    }
    if (words_.size() * 2 > table_.size())
        grow_table();
}

void title_index::builder::grow_table()
{
    table_.assign(table_.size() * 2, 0);
    const auto mask = table_.size() - 1;
    for (std::uint32_t i = 0; i < words_.size(); ++i)
    {
        auto slot = hash({text_.data() + words_[i].text, words_[i].length}) & mask;
        while (table_[slot] != 0)
            slot = (slot + 1) & mask;
        table_[slot] = i + 1;
    }
}

/// Orders the dictionary by length and text, and lays out room for the postings of each word. `rank`: old -> new position.
void title_index::builder::place_words(title_index& out, std::vector<std::uint32_t>& rank) const
{
    const auto text = [&](std::uint32_t i) {
        return std::string_view{text_.data() + words_[i].text, words_[i].length};
    };
    std::vector<std::uint32_t> order(words_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return words_[a].length != words_[b].length ? words_[a].length < words_[b].length : text(a) < text(b);
    });
    out.word_text_.reserve(text_.size());
    out.words_.reserve(words_.size() + 1);
    std::uint32_t postings = 0;
    for (std::uint32_t i = 0; i < order.size(); ++i)
    {
        const auto& w = words_[order[i]];
        rank[order[i]] = i;
        while (out.first_of_length_.size() <= w.length)
            out.first_of_length_.push_back(i);
        out.words_.push_back({static_cast<std::uint32_t>(out.word_text_.size()), postings, letters(text(order[i]))});
        out.word_text_.insert(out.word_text_.end(), text_.begin() + w.text, text_.begin() + w.text + w.length);
        postings += w.rows > common_word ? 0 : w.rows;
    }
    out.first_of_length_.push_back(static_cast<std::uint32_t>(order.size()));
    out.words_.push_back({static_cast<std::uint32_t>(out.word_text_.size()), postings, 0});
    out.postings_.resize(postings);
}

title_index title_index::builder::finish() &&
{
    title_index out;
    out.row_count_ = row_count_;
    out.keys_ = std::move(keys_);
    table_ = {};
    std::vector<std::uint32_t> rank(words_.size());
    place_words(out, rank);
    std::vector<std::uint32_t> next(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i)
        next[rank[i]] = out.words_[rank[i]].postings;
    for (auto [word, row] : occurrences_)
        if (words_[word].rows <= common_word)
            out.postings_[next[rank[word]]++] = row;
    return out;
}

} // namespace reel_plex
