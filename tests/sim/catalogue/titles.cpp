// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/titles.hpp"

#include <initializer_list>

namespace reel_sim
{
namespace
{

using words = std::string_view[];

constexpr words adjectives = {
    "Silent",    "Last",          "Broken",    "Hidden",    "Burning",  "Crimson", "Distant",    "Endless",
    "Fallen",    "Final",         "First",     "Frozen",    "Golden",   "Hollow",  "Hungry",     "Iron",
    "Little",    "Lonely",        "Lost",      "Lucky",     "Midnight", "Naked",   "Old",        "Paper",
    "Patient",   "Quiet",         "Restless",  "Savage",    "Scarlet",  "Second",  "Secret",     "Shallow",
    "Silver",    "Sleeping",      "Stolen",    "Strange",   "Summer",   "Tender",  "Velvet",     "Violent",
    "Wandering", "White",         "Wild",      "Winter",    "Wounded",  "Young",   "Electric",   "Invisible",
    "Perfect",   "Electric Blue", "Forgotten", "Northern",  "Southern", "Bitter",  "Blind",      "Borrowed",
    "Careless",  "Cruel",         "Dangerous", "Desperate", "Faithful", "Gentle",  "Impossible", "Innocent"};
constexpr words nouns = {
    "Harbour", "River",     "Garden",  "Mirror",      "Station",    "Letter",      "Orchard",    "Winter",
    "Summer",  "Stranger",  "Soldier", "Daughter",    "Brother",    "Widow",       "Thief",      "Hunter",
    "Painter", "Pilot",     "Doctor",  "Detective",   "Captain",    "Clockmaker",  "Lighthouse", "Bridge",
    "Tower",   "Castle",    "Road",    "Train",       "Island",     "Mountain",    "Desert",     "Ocean",
    "Forest",  "Valley",    "Storm",   "Shadow",      "Secret",     "Promise",     "Song",       "Dance",
    "Dream",   "Empire",    "Kingdom", "Republic",    "Machine",    "Signal",      "Engine",     "Algorithm",
    "Colony",  "Planet",    "Horizon", "Paradise",    "Conspiracy", "Verdict",     "Heist",      "Wedding",
    "Funeral", "Holiday",   "Affair",  "Game",        "Circus",     "Carnival",    "Photograph", "Orchestra",
    "Violin",  "Sparrow",   "Wolf",    "Tiger",       "Horse",      "Raven",       "Spider",     "Dragon",
    "Ghost",   "Witness",   "Prophet", "Pilgrim",     "Exile",      "Inheritance", "Confession", "Betrayal",
    "Reunion", "Labyrinth", "Archive", "Observatory", "Cathedral",  "Market",      "Factory"};
constexpr words places = {
    "Kyoto",   "Lisbon",     "Vienna",    "Marrakesh", "Reykjavík", "Havana",   "Brooklyn",  "Montréal", "São Paulo",
    "Zürich",  "Málaga",     "Odessa",    "Trieste",   "Bergen",    "Galway",   "Dresden",   "Naples",   "Samarkand",
    "Tangier", "Valparaíso", "Saigon",    "Calcutta",  "Helsinki",  "Kraków",   "Ghent",     "Cairo",    "Nairobi",
    "Texas",   "Alaska",     "Yorkshire", "Normandy",  "Sicily",    "Mars",     "Titan",     "Europa",   "Avalon",
    "Babylon", "Nowhere",    "the North", "the Sea",   "the Dead",  "the Lost", "the Night", "Winter"};
constexpr words first_names = {"Anna",   "Clara",  "Elena",   "Grace", "Hannah", "Iris",  "Julia",  "Lena",
                               "Maria",  "Nora",   "Olga",    "Rosa",  "Sofia",  "Vera",  "Adam",   "Boris",
                               "Carl",   "David",  "Emil",    "Felix", "George", "Henry", "Ivan",   "James",
                               "Karim",  "Leo",    "Marco",   "Nils",  "Oscar",  "Peter", "Rafael", "Simon",
                               "Thomas", "Viktor", "William", "Yusuf", "Akira",  "Chen",  "Diego",  "Hiroshi",
                               "Jin",    "Kofi",   "Mei",     "Priya", "Zoë",    "André", "Björn",  "François",
                               "José",   "Łukasz", "Noémie",  "Siân",  "Özlem",  "Renée", "Jürgen", "Inés"};
constexpr words last_names = {
    "Abbott",  "Baker",     "Carter",  "Dahl",   "Eriksen",  "Fischer",  "Garcia", "Hughes",     "Ivanov",
    "Jansen",  "Kowalski",  "Laurent", "Moreau", "Nakamura", "O'Brien",  "Petrov", "Quinn",      "Rossi",
    "Silva",   "Tanaka",    "Usman",   "Vargas", "Weber",    "Xu",       "Yamada", "Zimmermann", "Andersson",
    "Bianchi", "Castro",    "Dubois",  "Eklund", "Fontaine", "González", "Holm",   "Ibáñez",     "Johansson",
    "Kaplan",  "Lindqvist", "Müller",  "Novák",  "Okafor",   "Pérez",    "Reyes",  "Sørensen"};
constexpr words subtitles = {"The Beginning", "Redemption", "The Reckoning",     "Resurrection", "Legacy",
                             "Awakening",     "The Return", "Part Two",          "Part One",     "Origins",
                             "Retribution",   "Homecoming", "The Final Chapter", "Unbound"};
constexpr words sequels = {" 2", " 3", " II", " III", " IV", ": Part 2", " Part II", " & Sons", "!", "?"};
constexpr words ja_first = {"静かな", "遠い",   "最後の", "夏の", "冬の", "青い",
                            "赤い",   "消えた", "小さな", "夜の", "君と", "忘れられた"};
constexpr words ja_last = {"海", "約束", "手紙", "庭",     "列車", "夢",   "歌",
                           "島", "刑事", "花火", "図書館", "彼方", "食堂", "恋人たち"};
constexpr words ru_first = {"Тихий",  "Последний", "Далёкий",  "Белый",  "Ночной",
                            "Старый", "Чужой",     "Северный", "Золотой"};
constexpr words ru_last = {"берег",  "поезд", "дом",   "город", "снег",  "свет",
                           "остров", "ветер", "полёт", "рубеж", "вокзал"};
constexpr words fr_first = {"L'Été",      "La Forêt",  "Le Château", "La Lumière",
                            "L'Étranger", "Le Secret", "La Vérité",  "Les Élèves"};
constexpr words fr_last = {"de l'île",   "du passé", "sans fin", "d'à côté",
                           "de la mère", "oublié",   "de Noël",  "des âmes"};
constexpr words de_first = {"Die Brücke",  "Der König", "Das Mädchen", "Die Söhne",
                            "Der Schüler", "Das Haus",  "Die Straße"};
constexpr words de_last = {"am Fluß",  "der Nächte", "ohne Gefühl",       "aus München",
                           "im Süden", "der Träume", "am Ende der Straße"};
constexpr words ko_first = {"마지막", "푸른", "조용한", "잃어버린", "겨울의", "비밀의"};
constexpr words ko_last = {"편지", "바다", "정원", "기차", "약속", "가족", "노래"};

constexpr words film_genres = {"Drama",
                               "Comedy",
                               "Drama|Romance",
                               "Action|Thriller",
                               "Science Fiction|Adventure",
                               "Horror|Thriller",
                               "Crime|Drama",
                               "Comedy|Romance",
                               "Documentary",
                               "War|Drama",
                               "Animation|Family",
                               "Western",
                               "Fantasy|Adventure",
                               "Mystery|Thriller",
                               "History|Drama",
                               "Music|Drama"};
constexpr words show_genres = {"Drama",         "Comedy",           "Crime|Drama",        "Sci-Fi & Fantasy|Drama",
                               "Mystery|Drama", "Animation|Comedy", "Action & Adventure", "War & Politics|Drama",
                               "Reality",       "Documentary",      "Western|Drama",      "Kids"};
constexpr words film_studios = {"Northlight Pictures",
                                "Paramount Pictures",
                                "Warner Bros. Pictures",
                                "Universal Pictures",
                                "StudioCanal",
                                "Toho",
                                "Gaumont",
                                "A24",
                                "Columbia Pictures",
                                "Mosfilm",
                                "Constantin Film",
                                "Harbour Street Films"};
constexpr words networks = {"HBO", "BBC One", "Netflix",   "AMC", "NBC",      "Canal+",
                            "ZDF", "DR1",     "Apple TV+", "FX",  "TV Tokyo", "ITV1"};

constexpr words who = {
    "A retired detective",        "A young widow",          "An ambitious reporter",          "A disgraced surgeon",
    "A lonely lighthouse keeper", "A band of thieves",      "A family of musicians",          "An engineer on leave",
    "A small-town teacher",       "A soldier who deserted", "The last speaker of a language", "A bankrupt inventor",
    "Two estranged brothers",     "A group of old friends"};
constexpr words does = {"returns to the town that everybody left",
                        "is drawn into a conspiracy older than the state itself",
                        "discovers a letter that was never meant to be read",
                        "must cross a country at war to keep a promise",
                        "takes a job that nobody else would take",
                        "wakes up with no memory of the last seven years",
                        "inherits a house with one room too many",
                        "agrees to one last heist before the winter comes",
                        "finds a signal that should not exist",
                        "is accused of a crime that has not happened yet"};
constexpr words twists = {"Nothing is what it seems, and the nearest friend may be the worst enemy.",
                          "As the storm closes in, old debts come due one after the other.",
                          "But the past has a longer memory than anyone in the valley would like to admit.",
                          "What begins as a favour soon turns into a race against time.",
                          "Between loyalty and love there is hardly room for the truth.",
                          "With the police on their heels, the only way out leads back to where it all began.",
                          "Meanwhile, the authorities \"lose\" the only file that could prove it.",
                          "Over one long summer, three generations learn what silence costs."};
constexpr words taglines = {"Some doors stay shut for a reason.",
                            "Everyone has a price. Hers was time.",
                            "The truth was only the beginning.",
                            "Nobody leaves the same.",
                            "One night. No way back.",
                            "Remember who you were.",
                            "The past is not done with you.",
                            "It was never about the money."};

void append(std::string& out, std::initializer_list<std::string_view> parts)
{
    for (auto part : parts)
        out += part;
}

struct foreign
{
    std::string title;
    std::string_view language;
};

foreign foreign_title(random& r)
{
    std::string t;
    switch (r.below(5))
    {
    case 0:
        append(t, {r.pick(ja_first), r.pick(ja_last)});
        return {t, "ja"};
    case 1:
        append(t, {r.pick(ru_first), " ", r.pick(ru_last)});
        return {t, "ru"};
    case 2:
        append(t, {r.pick(fr_first), " ", r.pick(fr_last)});
        return {t, "fr"};
    case 3:
        append(t, {r.pick(de_first), " ", r.pick(de_last)});
        return {t, "de"};
    default:
        append(t, {r.pick(ko_first), " ", r.pick(ko_last)});
        return {t, "ko"};
    }
}

std::string english_title(random& r)
{
    std::string t;
    const auto adjective = r.pick(adjectives), noun = r.pick(nouns), other = r.pick(nouns), where = r.pick(places);
    switch (r.below(9))
    {
    case 0:
        append(t, {"The ", adjective, " ", noun});
        break;
    case 1:
        append(t, {adjective, " ", noun});
        break;
    case 2:
        append(t, {"The ", noun, " of ", where});
        break;
    case 3:
        append(t, {"A ", noun, " in ", where});
        break;
    case 4:
        append(t, {r.pick(first_names), "'s ", noun});
        break;
    case 5:
        append(t, {"The ", noun, r.one_in(2) ? " and the " : " & the ", other});
        break;
    case 6:
        append(t, {"The ", adjective, " ", noun, " of ", where});
        break;
    case 7:
        append(t, {r.pick(first_names), " ", r.pick(last_names)});
        break;
    default:
        append(t, {"The ", noun, "'s ", adjective, " ", other});
    }
    if (r.one_in(12))
        t += r.pick(sequels);
    else if (r.one_in(12))
        append(t, {": ", r.pick(subtitles)});
    return t;
}

} // namespace

void invent_title(random& r, work& w)
{
    foreign other{{}, "en"};
    if (r.one_in(25))
        w.title = (other = foreign_title(r)).title;
    else
        w.title = english_title(r);
    w.original_title.clear();
    if (r.one_in(30))
        w.original_title = (other = foreign_title(r)).title;
    w.language = other.language;
}

void invent_anime(random& r, work& w)
{
    w.title = english_title(r);
    w.original_title.clear();
    append(w.original_title, {r.pick(ja_first), r.pick(ja_last)});
    w.language = "ja";
}

std::string_view invent_genres(random& r, kind k)
{
    return k == kind::movie ? r.pick(film_genres) : r.pick(show_genres);
}

std::string numbered_name(std::uint32_t n)
{
    constexpr std::uint32_t firsts = std::size(first_names), lasts = std::size(last_names);
    const auto first = n % firsts;
    const auto last = (n / firsts + n) % lasts; // every pair once before any comes again
    std::string name;
    append(name, {first_names[first], " "});
    if (const auto round = n / (firsts * lasts))
        append(name, {std::string_view{"BCDEFGHJKLMNPRSTW"}.substr((round - 1) % 17, 1), ". "});
    append(name, {last_names[last]});
    return name;
}

std::string_view invent_studio(random& r, kind k)
{
    return k == kind::movie ? r.pick(film_studios) : r.pick(networks);
}

std::string invent_tagline(random& r)
{
    return std::string{r.pick(taglines)};
}

std::string invent_episode_title(random& r)
{
    std::string t;
    append(t, {r.one_in(2) ? "The " : "", r.pick(adjectives), " ", r.pick(nouns)});
    return t;
}

std::string invent_summary(random& r, int sentences)
{
    std::string out;
    append(out, {r.pick(who), " ", r.pick(does), " in ", r.pick(places), ". "});
    const auto first = r.below(std::size(twists)); // each twist once: they repeat only in the longest
    for (int i = 2; i < sentences; ++i)
        append(out, {twists[(first + static_cast<std::uint32_t>(i)) % std::size(twists)], " "});
    append(out, {"With ", r.pick(first_names), " ", r.pick(last_names), " in the leading part."});
    return out;
}

} // namespace reel_sim
