// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/traits.hpp"

#include "tests/sim/catalogue/random.hpp"

#include <algorithm>
#include <utility>

namespace reel_sim
{
namespace
{

constexpr std::uint32_t first_invented = 80'000'000;
constexpr std::uint32_t anime_keyword = 210'024;

constexpr named_id all_keywords[] = {{470, "spy"},
                                     {703, "detective"},
                                     {779, "martial arts"},
                                     {818, "based on novel or book"},
                                     {1956, "world war ii"},
                                     {2343, "magic"},
                                     {3133, "vampire"},
                                     {4344, "musical"},
                                     {4379, "time travel"},
                                     {4458, "post-apocalyptic future"},
                                     {4563, "virtual reality"},
                                     {4565, "dystopia"},
                                     {5565, "biography"},
                                     {6075, "sports"},
                                     {6270, "high school"},
                                     {7312, "road trip"},
                                     {9715, "superhero"},
                                     {9748, "revenge"},
                                     {9799, "romantic comedy"},
                                     {9826, "murder"},
                                     {9882, "space"},
                                     {9951, "alien"},
                                     {10051, "heist"},
                                     {10123, "dark comedy"},
                                     {10683, "coming of age"},
                                     {10714, "serial killer"},
                                     {12190, "cyberpunk"},
                                     {12339, "slasher"},
                                     {12377, "zombie"},
                                     {12554, "dragon"},
                                     {14544, "robot"},
                                     {207'317, "christmas"},
                                     {anime_keyword, "anime"},
                                     {310, "artificial intelligence (a.i.)"}};

constexpr named_id film_genres[] = {
    {28, "Action"},      {12, "Adventure"}, {16, "Animation"}, {35, "Comedy"},     {80, "Crime"},
    {99, "Documentary"}, {18, "Drama"},     {10751, "Family"}, {14, "Fantasy"},    {36, "History"},
    {27, "Horror"},      {10402, "Music"},  {9648, "Mystery"}, {10749, "Romance"}, {878, "Science Fiction"},
    {10770, "TV Movie"}, {53, "Thriller"},  {10752, "War"},    {37, "Western"}};
constexpr named_id show_genres[] = {{10759, "Action & Adventure"},
                                    {16, "Animation"},
                                    {35, "Comedy"},
                                    {80, "Crime"},
                                    {99, "Documentary"},
                                    {18, "Drama"},
                                    {10751, "Family"},
                                    {10762, "Kids"},
                                    {9648, "Mystery"},
                                    {10763, "News"},
                                    {10764, "Reality"},
                                    {10765, "Sci-Fi & Fantasy"},
                                    {10766, "Soap"},
                                    {10767, "Talk"},
                                    {10768, "War & Politics"},
                                    {37, "Western"}};

constexpr named_id all_providers[] = {
    {8, "Netflix"},          {9, "Amazon Prime Video"}, {337, "Disney Plus"}, {350, "Apple TV Plus"}, {1899, "Max"},
    {531, "Paramount Plus"}, {283, "Crunchyroll"},      {2, "Apple TV"},      {10, "Amazon Video"}};
constexpr std::size_t subscriptions = 7; // the first of them; the others sell
constexpr std::string_view all_regions[] = {"AU", "CA", "DE", "ES", "FR", "GB", "IT", "JP", "US"};

constexpr std::pair<std::string_view, std::string_view> codes[] = {{"United States of America", "US"},
                                                                   {"United Kingdom", "GB"},
                                                                   {"Japan", "JP"},
                                                                   {"Germany", "DE"},
                                                                   {"France", "FR"},
                                                                   {"Spain", "ES"},
                                                                   {"Italy", "IT"},
                                                                   {"Sweden", "SE"},
                                                                   {"Denmark", "DK"},
                                                                   {"Brazil", "BR"},
                                                                   {"South Korea", "KR"},
                                                                   {"China", "CN"},
                                                                   {"Hong Kong", "HK"},
                                                                   {"Russia", "RU"},
                                                                   {"Belgium", "BE"}};
constexpr std::pair<std::string_view, std::string_view> homes[] = {
    {"ja", "Japan"},       {"de", "Germany"}, {"fr", "France"},  {"es", "Spain"},
    {"it", "Italy"},       {"sv", "Sweden"},  {"da", "Denmark"}, {"pt", "Brazil"},
    {"ko", "South Korea"}, {"zh", "China"},   {"ru", "Russia"},  {"cn", "Hong Kong"}};
constexpr std::string_view english_homes[] = {"United States of America", "United States of America",
                                              "United States of America|United Kingdom", "United Kingdom",
                                              "United Kingdom|Germany"};

/// Titles in Latin letters that are not English.
constexpr std::pair<std::string_view, std::string_view> languages[] = {
    {"8½", "it"},
    {"All About My Mother", "es"},
    {"Amélie", "fr"},
    {"Bicycle Thieves", "it"},
    {"Borgen", "da"},
    {"Cinema Paradiso", "it"},
    {"City of God", "pt"},
    {"Crouching Tiger, Hidden Dragon", "zh"},
    {"Dark", "de"},
    {"Das Boot", "de"},
    {"Downfall", "de"},
    {"In the Mood for Love", "cn"},
    {"Life Is Beautiful", "it"},
    {"Lupin", "fr"},
    {"Léon: The Professional", "fr"},
    {"M", "de"},
    {"Money Heist", "es"},
    {"Nosferatu", "de"},
    {"Once Upon a Time in the West", "it"},
    {"Pan's Labyrinth", "es"},
    {"Run Lola Run", "de"},
    {"The Bridge", "sv"},
    {"The Good, the Bad and the Ugly", "it"},
    {"The Intouchables", "fr"},
    {"The Lives of Others", "de"},
    {"The Seventh Seal", "sv"},
};

template <class Pairs>
std::string_view second_of(const Pairs& pairs, std::string_view first) noexcept
{
    const auto found =
        std::find_if(std::begin(pairs), std::end(pairs), [&](const auto& p) { return p.first == first; });
    return found == std::end(pairs) ? std::string_view{} : found->second;
}

/// By the lead bytes of its characters.
std::string_view language_of_script(std::string_view text) noexcept
{
    for (char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0xD0 || byte == 0xD1)
            return "ru";
        if (byte >= 0xE3 && byte <= 0xE9)
            return "ja";
        if (byte >= 0xEA && byte <= 0xED)
            return "ko";
    }
    return {};
}

} // namespace

std::span<const named_id> keywords() noexcept
{
    return all_keywords;
}

std::vector<named_id> keywords_of(const work& w)
{
    random r{w.seed ^ 21};
    std::vector<named_id> out;
    for (int n = r.between(0, 4); n > 0; --n)
    {
        const auto& k = r.pick(all_keywords);
        if (k.id != anime_keyword && std::none_of(out.begin(), out.end(), [&](auto& o) { return o.id == k.id; }))
            out.push_back(k);
    }
    if (w.language == "ja" && w.genres.find("Animation") != w.genres.npos)
        out.push_back({anime_keyword, "anime"});
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return out;
}

std::span<const named_id> genres(kind k) noexcept
{
    return k == kind::movie ? std::span<const named_id>{film_genres} : std::span<const named_id>{show_genres};
}

std::vector<named_id> genres_of(const work& w)
{
    std::vector<named_id> out;
    for (auto left = w.genres; !left.empty();)
    {
        const auto name = left.substr(0, left.find('|'));
        left.remove_prefix(std::min(left.size(), name.size() + 1));
        for (const auto& g : genres(w.kind))
            if (g.name == name)
                out.push_back(g);
    }
    return out;
}

figures figures_of(const work& w, day_number today)
{
    random r{w.seed ^ 22};
    const bool known = w.tmdb < first_invented;
    figures f;
    f.popularity = static_cast<std::uint32_t>(known ? r.between(18'000, 190'000) : r.between(600, 17'000));
    if (w.released == undated || w.released > today)
        return f;
    f.votes = static_cast<std::uint32_t>(known ? r.between(1'500, 36'000) : r.between(0, 1'400));
    if (f.votes > 0)
        f.vote_average = known ? r.between(6'400, 8'900) : r.between(3'900, 8'300);
    return f;
}

std::string_view countries_of(const work& w)
{
    random r{w.seed ^ 23};
    const auto home = second_of(homes, w.language);
    return home.empty() ? r.pick(english_homes) : home;
}

std::string_view country_code(std::string_view country) noexcept
{
    return second_of(codes, country);
}

std::string_view language_of(std::string_view title, std::string_view original_title)
{
    if (const auto listed = second_of(languages, title); !listed.empty())
        return listed;
    const auto script = language_of_script(original_title.empty() ? title : original_title);
    return script.empty() ? "en" : script;
}

std::span<const named_id> providers() noexcept
{
    return all_providers;
}

std::span<const std::string_view> regions() noexcept
{
    return all_regions;
}

offers offers_of(const work& w, std::string_view region)
{
    offers o;
    if (std::find(std::begin(all_regions), std::end(all_regions), region) == std::end(all_regions))
        return o;
    random r{w.seed ^ 24 ^ hash(region)};
    for (auto n = r.below(3); n > 0; --n)
    {
        const auto& p = all_providers[r.below(subscriptions)];
        if (std::none_of(o.flatrate.begin(), o.flatrate.end(), [&](auto& other) { return other.id == p.id; }))
            o.flatrate.push_back(p);
    }
    if (w.kind == kind::movie && r.one_in(2))
        for (auto* to : {&o.rent, &o.buy})
            to->assign(std::begin(all_providers) + subscriptions, std::end(all_providers));
    return o;
}

const std::vector<film_series>& all_film_series()
{
    static const std::vector<film_series> list = {
        {{10, "Star Wars Collection"}, {11, 1891, 1892}},
        {{119, "The Lord of the Rings Collection"}, {120, 121, 122}},
        {{230, "The Godfather Collection"}, {238, 240}},
        {{263, "The Dark Knight Collection"}, {272, 155, 49026}},
        {{264, "Back to the Future Collection"}, {105, 165, 196}},
        {{528, "The Terminator Collection"}, {218, 280}},
        {{2344, "The Matrix Collection"}, {603, 604, 605}},
        {{2883, "Kill Bill Collection"}, {24, 393}},
        {{8091, "Alien Collection"}, {348, 679, 8077}},
        {{10194, "Toy Story Collection"}, {862, 863, 10193, 301528}},
        {{422837, "Blade Runner Collection"}, {78, 335984}},
    };
    return list;
}

const film_series* series_of(const work& w)
{
    if (w.kind == kind::movie && w.tmdb < first_invented)
        for (const auto& s : all_film_series())
            if (std::find(s.parts.begin(), s.parts.end(), w.tmdb) != s.parts.end())
                return &s;
    return nullptr;
}

} // namespace reel_sim
