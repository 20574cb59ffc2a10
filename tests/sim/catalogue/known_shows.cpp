// SPDX-License-Identifier: MIT
#include "tests/sim/catalogue/known_titles.hpp"

namespace reel_sim
{
namespace
{

constexpr auto series = shelf::series;
constexpr auto anime = shelf::anime;
constexpr auto documentary = shelf::documentary;
constexpr auto never = ownership::never;

// clang-format off
constexpr known_show shows[] = {
    {"Andor", "", 2022, 83867, 393189, 9253284, "Sci-Fi & Fantasy|Action & Adventure", "12 12"},
    {"Arcane", "", 2021, 94605, 371028, 11126994, "Animation|Sci-Fi & Fantasy", "9 9"},
    {"Avatar: The Last Airbender", "", 2005, 246, 74852, 417299, "Animation|Action & Adventure|Kids", "20 20 21"},
    {"Avatar: The Last Airbender", "", 2024, 82452, 0, 9018736, "Action & Adventure|Sci-Fi & Fantasy", "8"},
    {"Band of Brothers", "", 2001, 4613, 74205, 185906, "Drama|War & Politics", "10"},
    {"Battlestar Galactica", "", 1978, 501, 71173, 76984, "Sci-Fi & Fantasy", "24"},
    {"Battlestar Galactica", "", 2004, 1972, 73545, 407362, "Sci-Fi & Fantasy|Drama", "13 20 20 20"},
    {"Better Call Saul", "", 2015, 60059, 273181, 3032476, "Crime|Drama", "10 10 10 10 10 13"},
    {"Black Mirror", "", 2011, 42009, 253463, 2085059, "Sci-Fi & Fantasy|Drama", "3 3 6 6 3 5 6"},
    {"BoJack Horseman", "", 2014, 61222, 282254, 3398228, "Animation|Comedy", "12 12 12 12 12 16"},
    {"Borgen", "", 2010, 0, 0, 1526318, "Drama|War & Politics", "10 10 10"},
    {"Breaking Bad", "", 2008, 1396, 81189, 903747, "Crime|Drama", "7 13 13 13 16"},
    {"Chernobyl", "", 2019, 87108, 360893, 7366338, "Drama", "5"},
    {"Dark", "", 2017, 70523, 334824, 5753856, "Crime|Drama|Mystery", "10 8 8"},
    {"Dexter", "", 2006, 1405, 79349, 773262, "Crime|Drama", "12 12 12 12 12 12 12 12"},
    {"Doctor Who", "", 1963, 121, 76107, 56751, "Sci-Fi & Fantasy", "42 39 45 43 40 44 25 25 26 26 26 20 26 26"},
    {"Doctor Who", "", 2005, 57243, 78804, 436992, "Sci-Fi & Fantasy|Drama", "13 13 13 13 13 13 13 12 12 12 10 10 6"},
    {"Downton Abbey", "", 2010, 33907, 193131, 1606375, "Drama", "7 8 8 8 8 8"},
    {"Fargo", "", 2014, 60622, 269613, 2802850, "Crime|Drama", "10 10 10 11 10"},
    {"Firefly", "", 2002, 1437, 78874, 303461, "Sci-Fi & Fantasy|Drama", "14"},
    {"Fleabag", "", 2016, 67070, 0, 5687612, "Comedy|Drama", "6 6"},
    {"Friends", "", 1994, 1668, 79168, 108778, "Comedy", "24 24 25 24 24 25 24 24 24 18", series, never},
    {"Futurama", "", 1999, 615, 73871, 149460, "Animation|Comedy|Sci-Fi & Fantasy", "13 19 22 18"},
    {"Game of Thrones", "", 2011, 1399, 121361, 944947, "Sci-Fi & Fantasy|Drama", "10 10 10 10 10 10 7 6"},
    {"House", "", 2004, 1408, 73255, 412142, "Drama|Mystery", "22 24 24 16 24 22 23 22"},
    {"House of the Dragon", "", 2022, 94997, 371572, 11198330, "Sci-Fi & Fantasy|Drama", "10 8"},
    {"Lost", "", 2004, 4607, 73739, 411008, "Mystery|Action & Adventure|Drama", "25 24 23 14 17 18"},
    {"Lupin", "", 2021, 96677, 0, 2531336, "Crime|Drama|Mystery", "5 5 7"},
    {"Mad Men", "", 2007, 1104, 80337, 804503, "Drama", "13 13 13 13 13 13 14"},
    {"Money Heist", "La casa de papel", 2017, 71446, 327417, 6468322, "Crime|Drama", "13 9 8 8 10"},
    {"Peaky Blinders", "", 2013, 60574, 270915, 2442560, "Drama|Crime", "6 6 6 6 6 6"},
    {"Rick and Morty", "", 2013, 60625, 275274, 2861424, "Animation|Comedy|Sci-Fi & Fantasy", "11 10 10 10 10 10 10"},
    {"Seinfeld", "", 1989, 1400, 79169, 98904, "Comedy", "5 12 23 24 22 24 24 22 24", series, never},
    {"Severance", "", 2022, 95396, 371980, 11280740, "Drama|Mystery|Sci-Fi & Fantasy", "9 10"},
    {"Sherlock", "", 2010, 19885, 176941, 1475582, "Crime|Drama|Mystery", "3 3 3 3"},
    {"South Park", "", 1997, 2190, 75897, 121955, "Animation|Comedy", "13 18 17 17 14 17 15 14 14 14"},
    {"Squid Game", "오징어 게임", 2021, 93405, 383275, 10919420, "Action & Adventure|Mystery|Drama", "9 7 6"},
    {"Star Trek", "", 1966, 253, 77526, 60028, "Sci-Fi & Fantasy|Drama", "29 26 24"},
    {"Star Trek: Deep Space Nine", "", 1993, 580, 72073, 106145, "Sci-Fi & Fantasy|Drama", "20 26 26 26 26 26 26"},
    {"Star Trek: The Next Generation", "", 1987, 655, 71470, 92455, "Sci-Fi & Fantasy|Drama", "26 22 26 26 26 26 26"},
    {"Star Trek: Voyager", "", 1995, 1855, 74550, 112178, "Sci-Fi & Fantasy|Drama", "16 26 26 26 26 26 26"},
    {"Stranger Things", "", 2016, 66732, 305288, 4574334, "Drama|Sci-Fi & Fantasy|Mystery", "8 9 8 9"},
    {"Succession", "", 2018, 76331, 338186, 7660850, "Drama|Comedy", "10 10 9 10"},
    {"Ted Lasso", "", 2020, 97546, 383203, 10986410, "Comedy|Drama", "10 12 12"},
    {"The Bear", "", 2022, 136315, 0, 14452776, "Drama|Comedy", "8 10 10"},
    {"The Bridge", "Bron/Broen", 2011, 45016, 252019, 1733785, "Crime|Drama|Mystery", "10 10 10 8"},
    {"The Crown", "", 2016, 65494, 305574, 4786824, "Drama", "10 10 10 10 10 10"},
    {"The Expanse", "", 2015, 63639, 280619, 3230854, "Sci-Fi & Fantasy|Drama|Mystery", "10 13 13 10 10 6"},
    {"The Last of Us", "", 2023, 100088, 392256, 3581920, "Drama|Sci-Fi & Fantasy", "9 7"},
    {"The Mandalorian", "", 2019, 82856, 361753, 8111088, "Sci-Fi & Fantasy|Action & Adventure", "8 8 8"},
    {"The Office", "", 2001, 2996, 78107, 290978, "Comedy", "6 6"},
    {"The Office", "", 2005, 2316, 73244, 386676, "Comedy", "6 22 25 19 28 26 26 24 25"},
    {"The Simpsons", "", 1989, 456, 71663, 96697, "Animation|Comedy", "13 22 24 22 22 25 25 25 25 23 22 21 22 22 22 21 22 22 20 21"},
    {"The Sopranos", "", 1999, 1398, 75299, 141842, "Drama|Crime", "13 13 13 13 13 21", series, never},
    {"The Walking Dead", "", 2010, 1402, 153021, 1520211, "Action & Adventure|Drama", "6 13 16 16 16 16 16 16 16 22 24"},
    {"The West Wing", "", 1999, 688, 72521, 200276, "Drama|War & Politics", "22 22 23 23 22 22 22"},
    {"The Wire", "", 2002, 1438, 79126, 306414, "Crime|Drama", "13 12 12 13 10"},
    {"The Witcher", "", 2019, 71912, 362696, 5180504, "Sci-Fi & Fantasy|Drama", "8 8 8"},
    {"The X-Files", "", 1993, 4087, 77398, 106179, "Sci-Fi & Fantasy|Mystery|Drama", "24 25 24 24 20 22 22 21 20 6 10"},
    {"True Detective", "", 2014, 46648, 270633, 2356777, "Crime|Drama|Mystery", "8 8 8 6"},
    {"Twin Peaks", "", 1990, 1920, 70533, 98936, "Drama|Mystery", "8 22"},
    {"Westworld", "", 2016, 63247, 296762, 475784, "Sci-Fi & Fantasy|Western|Drama", "10 10 8 8"},

    {"Attack on Titan", "進撃の巨人", 2013, 1429, 267440, 2560140, "Animation|Sci-Fi & Fantasy", "25 12 22 30", anime},
    {"Bleach", "ブリーチ", 2004, 30984, 74796, 434665, "Animation|Action & Adventure", "20 21 22 28 18 22 20 16 22", anime},
    {"Code Geass: Lelouch of the Rebellion", "コードギアス 反逆のルルーシュ", 2006, 0, 79525, 994314, "Animation|Sci-Fi & Fantasy", "25 25", anime},
    {"Cowboy Bebop", "カウボーイビバップ", 1998, 30991, 76885, 213338, "Animation|Sci-Fi & Fantasy|Western", "26", anime},
    {"Death Note", "デスノート", 2006, 13916, 79481, 877057, "Animation|Mystery", "37", anime},
    {"Demon Slayer: Kimetsu no Yaiba", "鬼滅の刃", 2019, 85937, 348545, 9335498, "Animation|Action & Adventure", "26 18 11 8", anime},
    {"Dragon Ball Z", "ドラゴンボールZ", 1989, 12971, 81472, 214341, "Animation|Action & Adventure", "39 35 33 32 26 29 25 34 38", anime},
    {"Frieren: Beyond Journey's End", "葬送のフリーレン", 2023, 209867, 424536, 22248376, "Animation|Sci-Fi & Fantasy", "28", anime},
    {"Fullmetal Alchemist", "鋼の錬金術師", 2003, 0, 75579, 421955, "Animation|Action & Adventure", "51", anime},
    {"Fullmetal Alchemist: Brotherhood", "鋼の錬金術師 FULLMETAL ALCHEMIST", 2009, 31911, 85249, 1355642, "Animation|Action & Adventure", "64", anime},
    {"Ghost in the Shell: Stand Alone Complex", "攻殻機動隊 STAND ALONE COMPLEX", 2002, 0, 0, 346314, "Animation|Sci-Fi & Fantasy", "26 26", anime},
    {"Haikyu!!", "ハイキュー!!", 2014, 60863, 278157, 3398540, "Animation|Comedy|Drama", "25 25 10 25", anime},
    {"Hunter x Hunter", "ハンター×ハンター", 2011, 46298, 252322, 2098220, "Animation|Action & Adventure", "58 78 12", anime},
    {"Jujutsu Kaisen", "呪術廻戦", 2020, 95479, 377543, 12343534, "Animation|Action & Adventure", "24 23", anime},
    {"My Hero Academia", "僕のヒーローアカデミア", 2016, 65930, 305074, 5626028, "Animation|Action & Adventure", "13 25 25 25 25 25 21", anime},
    {"Naruto", "ナルト", 2002, 46260, 78857, 409591, "Animation|Action & Adventure", "52 52 54 62", anime},
    {"Neon Genesis Evangelion", "新世紀エヴァンゲリオン", 1995, 890, 70350, 112159, "Animation|Sci-Fi & Fantasy|Drama", "26", anime},
    {"One Piece", "ワンピース", 1999, 37854, 81797, 388629, "Animation|Action & Adventure", "61 16 14 39 13 52 33 35 73 45 26 14 101", anime},
    {"One-Punch Man", "ワンパンマン", 2015, 63926, 293088, 4508902, "Animation|Action & Adventure|Comedy", "12 12", anime},
    {"Samurai Champloo", "サムライチャンプルー", 2004, 789, 79089, 423731, "Animation|Action & Adventure", "26", anime},
    {"Spy x Family", "SPY×FAMILY", 2022, 120089, 405920, 13706018, "Animation|Comedy", "25 12", anime},
    {"Steins;Gate", "シュタインズ・ゲート", 2011, 42509, 244061, 1910272, "Animation|Sci-Fi & Fantasy|Drama", "24", anime},
    {"Vinland Saga", "ヴィンランド・サガ", 2019, 88803, 0, 10233448, "Animation|Action & Adventure|Drama", "24 24", anime},

    {"Cosmos: A Spacetime Odyssey", "", 2014, 58474, 260586, 2395695, "Documentary", "13", documentary},
    {"Cosmos", "", 1980, 0, 0, 81846, "Documentary", "13", documentary},
    {"Planet Earth", "", 2006, 1044, 79257, 795176, "Documentary", "11", documentary},
    {"Planet Earth II", "", 2016, 68595, 318408, 5491994, "Documentary", "6", documentary},
    {"Frozen Planet", "", 2011, 0, 0, 2092588, "Documentary", "7", documentary},
    {"Our Planet", "", 2019, 83880, 0, 9253866, "Documentary", "8 4", documentary},
    {"The Civil War", "", 1990, 0, 0, 98769, "Documentary|War & Politics", "9", documentary},
    {"The World at War", "", 1973, 0, 0, 71075, "Documentary|War & Politics", "26", documentary},
    {"Making a Murderer", "", 2015, 0, 0, 5189670, "Documentary|Crime", "10 10", documentary},
};
// clang-format on

} // namespace

std::span<const known_show> known_shows() noexcept
{
    return shows;
}

} // namespace reel_sim
