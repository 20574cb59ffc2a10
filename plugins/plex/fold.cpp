// SPDX-License-Identifier: MIT
#include "plugins/plex/fold.hpp"

#include <reel/text.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace reel_plex
{

namespace
{

constexpr std::size_t longest_title = 1024;

// ---- characters -------------------------------------------------------------------------------------------------------

bool is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || is_digit(c) || c >= 0x80;
}

// ---- words ------------------------------------------------------------------------------------------------------------

using article = folded_title::article;

article article_of(std::string_view w)
{
    static constexpr std::array definite = {"the", "le",  "la",  "les", "der", "das",
                                            "el",  "los", "las", "il",  "gli", "het"};
    static constexpr std::array indefinite = {"a", "an", "un", "une", "ein", "eine", "una"};
    static constexpr std::array doubtful = {"die", "lo", "de", "den", "det", "os", "as"};
    if (w.size() > 4)
        return article::none;
    if (std::ranges::find(definite, w) != definite.end())
        return article::definite;
    if (std::ranges::find(indefinite, w) != indefinite.end())
        return article::indefinite;
    if (std::ranges::find(doubtful, w) != doubtful.end())
        return article::doubtful;
    return article::none;
}

/// "et" only between other words: "ET" is somebody else.
bool is_and(std::string_view w, bool between)
{
    return w == "and" || w == "und" || (between && w == "et");
}

/// Words that only announce a number.
bool is_part_word(std::string_view w)
{
    return w == "part" || w == "chapter" || w == "vol" || w == "volume" || w == "episode" || w == "teil" || w == "pt";
}

/// 0: not a number word.
int spelled_number(std::string_view w)
{
    static constexpr std::array<std::string_view, 21> names = {
        "",         "one",     "two",     "three",     "four",     "five",     "six",
        "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    if (w.size() < 3 || w.size() > 9)
        return 0;
    const auto found = std::ranges::find(names, w);
    return found == names.end() ? 0 : static_cast<int>(found - names.begin());
}

/// 0: not one of I to XX.
int roman_number(std::string_view w)
{
    if (w.size() > 5 || w.find_first_not_of("ivx") != std::string_view::npos)
        return 0;
    static constexpr std::array<std::string_view, 21> names = {"",    "i",    "ii",  "iii",  "iv",    "v",   "vi",
                                                               "vii", "viii", "ix",  "x",    "xi",    "xii", "xiii",
                                                               "xiv", "xv",   "xvi", "xvii", "xviii", "xix", "xx"};
    const auto found = std::ranges::find(names, w);
    return found == names.end() ? 0 : static_cast<int>(found - names.begin());
}

struct raw_word
{
    std::string_view text;
    bool starts_part;
    bool joined;
    bool after_comma;
};

/// Splits folded characters. Apostrophes vanish ("ocean's" is one word), so words may have to be rewritten: `text` is edited
/// in place, which only ever shortens it.
void split(std::string& text, std::vector<raw_word>& words)
{
    words.clear();
    std::size_t write = 0;
    bool part = false, spaced = true, comma = false;
    for (std::size_t i = 0; i < text.size();)
    {
        const auto c = static_cast<unsigned char>(text[i]);
        if (is_letter(c))
        {
            const auto begin = write;
            for (; i < text.size() && (is_letter(static_cast<unsigned char>(text[i])) || text[i] == '\''); ++i)
                if (text[i] != '\'')
                    text[write++] = text[i];
            const bool first = words.empty();
            words.push_back({{text.data() + begin, write - begin}, part && !first, !spaced && !first, comma});
            part = spaced = comma = false;
            continue;
        }
        const bool space_before = i == 0 || is_space(static_cast<unsigned char>(text[i - 1]));
        const bool space_after = i + 1 == text.size() || is_space(static_cast<unsigned char>(text[i + 1]));
        if (is_space(c))
            spaced = true;
        else if (c == '&')
        {
            words.push_back({"and", part, false, false});
            part = comma = false;
            spaced = true;
        }
        else if (c == '(' || c == '[' || c == ')' || c == ']' || (c == ':' && space_after) ||
                 (c == '-' && space_before && space_after))
            part = spaced = true;
        else if (c == ',')
            comma = spaced = true;
        ++i;
    }
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && is_space(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && is_space(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    return text;
}

/// Takes "(1984)" or "[1984]" off the end of a trimmed title, unless it is all there is.
int take_year(std::string_view& title)
{
    if (title.size() < 7 || (title.back() != ')' && title.back() != ']'))
        return 0;
    const auto open = title.size() - 6;
    if (title[open] != '(' && title[open] != '[')
        return 0;
    int year = 0;
    for (char c : title.substr(open + 1, 4))
    {
        if (!is_digit(static_cast<unsigned char>(c)))
            return 0;
        year = year * 10 + (c - '0');
    }
    if (year < 1870 || year > 2100)
        return 0;
    title = trimmed(title.substr(0, open));
    return year;
}

/// What makes a folded_title out of words; one per call, on the stack.
class writer
{
public:
    writer(std::vector<raw_word>& words, folded_title& out) : words_{words}, out_{out} {}

    void write()
    {
        move_closing_article();
        mark_alternative_titles();
        for (std::size_t i = 0; i < words_.size(); ++i)
        {
            if (is_and(words_[i].text, i > 0 && i + 1 < words_.size()))
                words_[i].text = "and";
            out_.literal += words_[i].text;
        }
        if (words_.size() > 1 && !words_[1].joined)
            out_.leading = article_of(words_[0].text);
        first_ = out_.leading == article::none ? 0 : 1;
        for (auto i = first_; i < words_.size(); ++i)
            write_word(i);
    }

private:
    /// "Matrix, The" -> "The Matrix"
    void move_closing_article()
    {
        if (words_.size() > 1 && words_.back().after_comma && article_of(words_.back().text) != article::none)
        {
            std::ranges::rotate(words_, words_.end() - 1);
            words_[0].starts_part = words_[1].joined = false;
        }
    }

    /// "Birdman or (The Unexpected Virtue of Ignorance)": the part begins at "or".
    void mark_alternative_titles()
    {
        for (std::size_t i = 1; i + 1 < words_.size(); ++i)
            if (words_[i].text == "or" && words_[i + 1].starts_part)
                words_[i].starts_part = true;
    }

    /// The number that word `i` stands for, 0 if none.
    int number(std::size_t i) const
    {
        if (words_.size() - first_ < 2)
            return 0; // "Nine", "X", "V" are names of their own
        const auto w = words_[i].text;
        if (const int n = spelled_number(w))
            return n;
        if (i == first_)
            return 0;
        const int n = roman_number(w);
        if (n && w.size() == 1) // "I", "V", "X" also are words
        {
            const bool closes = i + 1 == words_.size() || words_[i + 1].starts_part;
            return closes || is_part_word(words_[i - 1].text) ? n : 0;
        }
        return n;
    }

    bool is_number(std::size_t i) const
    {
        return std::ranges::all_of(words_[i].text, [](char c) { return is_digit(static_cast<unsigned char>(c)); }) ||
               number(i) != 0;
    }

    void write_word(std::size_t i)
    {
        const auto& w = words_[i];
        if (i > first_ && i + 1 < words_.size() && is_part_word(w.text) && is_number(i + 1))
        {
            announced_ = i + 1;
            part_pending_ = part_pending_ || w.starts_part;
            return;
        }
        const auto begin = out_.key.size();
        if (const int n = number(i))
        {
            out_.key += std::to_string(n);
            out_.spelled_large = out_.spelled_large || (n > 10 && roman_number(w.text) == 0);
        }
        else
            out_.key += w.text;
        if (announced_ == i && i > first_ + 1 && i + 1 < words_.size())
        {
            out_.short_key = out_.key.substr(0, begin); // goes on below, without the number
            shortened_ = true;
        }
        else if (shortened_)
            out_.short_key.append(out_.key, begin);
        out_.words.push_back({static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(out_.key.size()),
                              i > first_ && (w.starts_part || part_pending_), w.joined && i > first_});
        part_pending_ = false;
    }

    std::vector<raw_word>& words_;
    folded_title& out_;
    std::size_t first_ = 0;
    std::size_t announced_ = 0;
    bool part_pending_ = false;
    bool shortened_ = false;
};

} // namespace

void fold_title(std::string_view title, folded_title& out)
{
    out.literal.clear();
    out.key.clear();
    out.short_key.clear();
    out.words.clear();
    out.leading = article::none;
    out.spelled_large = false;
    title = trimmed(title.substr(0, longest_title));
    out.year = take_year(title);

    std::string characters;
    characters.reserve(title.size());
    std::vector<raw_word> words;
    words.reserve(8);
    reel::fold_characters(title, characters);
    split(characters, words);
    if (words.empty() && !title.empty()) // "…", "$", "???": the signs are the name
        words.push_back({title, false, false, false});
    writer{words, out}.write();
}

folded_title fold_title(std::string_view title)
{
    folded_title out;
    fold_title(title, out);
    return out;
}

} // namespace reel_plex
