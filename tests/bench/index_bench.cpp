// SPDX-License-Identifier: MIT
// The library index alone: what building, holding and asking it costs, and how fast listings are decoded.
//
//     index_bench [ITEMS ...]        (default: 10000 100000)
//
// Titles are made of a few thousand words with the frequencies of natural language; every row has four ids. Times are the
// processor's, best of several rounds.
#include "plugins/plex/decoder.hpp"
#include "plugins/plex/json_bytes.hpp"
#include "plugins/plex/match.hpp"
#include "plugins/plex/snapshot.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

using namespace reel_plex;

namespace
{

/// Processor time, so that a busy machine does not show as ours.
struct processor_clock
{
    using duration = std::chrono::nanoseconds;
    using time_point = std::chrono::time_point<processor_clock, duration>;
    static time_point now()
    {
        timespec t{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return time_point{std::chrono::seconds{t.tv_sec} + std::chrono::nanoseconds{t.tv_nsec}};
    }
};

double seconds_since(processor_clock::time_point began)
{
    return std::chrono::duration<double>(processor_clock::now() - began).count();
}

template <class Action>
double best_of(int rounds, Action action)
{
    double best = 1e9;
    for (int i = 0; i < rounds; ++i)
    {
        const auto began = processor_clock::now();
        action();
        best = std::min(best, seconds_since(began));
    }
    return best;
}

double resident_megabytes()
{
    long pages = 0, ignored = 0;
    if (std::ifstream in{"/proc/self/statm"}; !(in >> ignored >> pages))
        return 0;
    return static_cast<double>(pages) * 4096 / 1e6;
}

// ---- a library ----------------------------------------------------------------------------------------------------------

class catalogue
{
public:
    explicit catalogue(std::size_t items)
    {
        std::vector<std::string> words;
        while (words.size() < 6000)
            words.push_back(made_up_word());
        std::unordered_set<std::string> used;
        while (rows.size() < items)
        {
            item row;
            for (auto n = 1 + random_() % 4; n > 0; --n)
            {
                row.title += row.title.empty() ? random_() % 4 == 0 ? "The " : "" : " ";
                row.title += words[static_cast<std::size_t>(std::pow(6000.0, uniform())) - 1];
            }
            if (!used.insert(row.title).second)
                row.title += " " + std::to_string(rows.size());
            fill(row);
            rows.push_back(std::move(row));
        }
    }

    std::vector<item> rows;

private:
    double uniform() { return std::uniform_real_distribution{0.0, 1.0}(random_); }

    std::string made_up_word()
    {
        static constexpr std::string_view starts[] = {"b", "br", "c", "ch", "d", "f", "gr", "h", "k",
                                                      "l", "m",  "n", "p",  "r", "s", "st", "t", "v"};
        static constexpr std::string_view vowels[] = {"a", "e", "i", "o", "u", "ea", "ou"};
        static constexpr std::string_view ends[] = {"", "n", "r", "l", "st", "ck", "nd"};
        std::string out;
        for (auto n = 1 + random_() % 3; n > 0; --n)
            out.append(starts[random_() % std::size(starts)]).append(vowels[random_() % std::size(vowels)]);
        out.append(ends[random_() % std::size(ends)]);
        out[0] = static_cast<char>(out[0] - 32);
        return out;
    }

    void fill(item& row)
    {
        static constexpr const char* genres[] = {"Action", "Comedy", "Drama", "Horror", "Thriller", "Romance", "Crime"};
        const auto n = rows.size() + 1;
        row.type = item_type::movie;
        row.rating_key = std::to_string(200'000 + n);
        row.year = 1950 + static_cast<int>(random_() % 75);
        char hex[32];
        std::snprintf(hex, sizeof hex, "5d7768%018zx", n * 7919);
        row.guid = "plex://movie/" + std::string{hex};
        row.ids = {{id_space::tmdb, n * 3}, {id_space::imdb, n * 5}, {id_space::tvdb, n * 7}, {id_space::plex, n * 11}};
        row.genres = {genres[random_() % 7], genres[random_() % 7]};
        row.resolutions = static_cast<std::uint8_t>(resolution::p1080);
        row.rating = 7.1;
        row.added_at = 1449039414;
    }

    std::mt19937 random_{42};
};

std::shared_ptr<const section> build(const catalogue& from)
{
    section_info info;
    info.key = "1";
    info.type = "movie";
    section_builder builder{info};
    builder.reserve(static_cast<std::int64_t>(from.rows.size()));
    for (const auto& row : from.rows)
        builder.add(row);
    return builder.finish({});
}

/// One page as Plex writes it, about 2.2 kB a row.
std::string page_of(const catalogue& from, std::size_t rows)
{
    std::string out =
        R"({"MediaContainer":{"size":1,"totalSize":1,"allowSync":true,"librarySectionTitle":"Movies","Metadata":[)";
    for (std::size_t i = 0; i < rows; ++i)
    {
        const auto& row = from.rows[i % from.rows.size()];
        const auto& key = row.rating_key;
        out += i ? "," : "";
        out +=
            R"({"ratingKey":")" + key + R"(","key":"/library/metadata/)" + key + R"(","guid":")" + row.guid +
            R"(","slug":"some-film","studio":"Some Pictures","type":"movie","title":")" + row.title +
            R"(","contentRating":"PG-13","summary":")" + std::string(420, 's') +
            R"( \"quoted\" text","rating":7.9,"audienceRating":8.2,"year":)" + std::to_string(row.year) +
            R"(,"tagline":"Nobody can hear you","thumb":"/library/metadata/)" + key +
            R"(/thumb/1560012400","art":"/library/metadata/)" + key +
            R"(/art/1560012400","duration":6997616,"originallyAvailableAt":"1979-05-25","addedAt":1449039414,"updatedAt":1560012400,)"
            R"("audienceRatingImage":"rottentomatoes://image.rating.upright","chapterSource":"media","primaryExtraKey":"/library/metadata/1",)"
            R"("Media":[{"id":220442,"duration":6997616,"bitrate":9434,"width":1920,"height":816,"aspectRatio":2.35,"audioChannels":6,)"
            R"("audioCodec":"dca","videoCodec":"h264","videoResolution":"1080","container":"mkv","videoFrameRate":"24p","audioProfile":"dts",)"
            R"("videoProfile":"high","Part":[{"id":224807,"key":"/library/parts/224807/1449039336/file.mkv","duration":6997616,)"
            R"("file":"/mnt/movies/Some Film (1979)/Some Film (1979) Bluray-1080p.mkv","size":8251845873,"audioProfile":"dts","container":"mkv","videoProfile":"high"}]}],)"
            R"("Image":[{"alt":"Some Film","type":"coverPoster","url":"/library/metadata/1/thumb/1"},{"alt":"Some Film","type":"background","url":"/library/metadata/1/art/1"}],)"
            R"("UltraBlurColors":{"topLeft":"0c0c0c","topRight":"1c1c1c","bottomRight":"2c2c2c","bottomLeft":"3c3c3c"},)"
            R"("Genre":[{"tag":"Horror"},{"tag":"Science Fiction"}],"Country":[{"tag":"United Kingdom"}],)"
            R"("Guid":[{"id":"imdb://tt)" +
            std::to_string(row.ids[1].value) + R"("},{"id":"tmdb://)" + std::to_string(row.ids[0].value) +
            R"("},{"id":"tvdb://)" + std::to_string(row.ids[2].value) +
            R"("}],"Director":[{"tag":"Ridley Scott"}],"Writer":[{"tag":"Dan O'Bannon"},{"tag":"Ronald Shusett"}],)"
            R"("Role":[{"tag":"Tom Skerritt"},{"tag":"Sigourney Weaver"},{"tag":"Veronica Cartwright"}]})";
    }
    return out + "]}}";
}

struct empty_handler
{
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1), max_array_size = max_object_size,
                                 max_string_size = max_object_size, max_key_size = max_object_size;
    using ec = boost::system::error_code;
    using text = boost::json::string_view;
    bool on_document_begin(ec&) { return true; }
    bool on_document_end(ec&) { return true; }
    bool on_object_begin(ec&) { return true; }
    bool on_object_end(std::size_t, ec&) { return true; }
    bool on_array_begin(ec&) { return true; }
    bool on_array_end(std::size_t, ec&) { return true; }
    bool on_key_part(text, std::size_t, ec&) { return true; }
    bool on_key(text, std::size_t, ec&) { return true; }
    bool on_string_part(text, std::size_t, ec&) { return true; }
    bool on_string(text, std::size_t, ec&) { return true; }
    bool on_number_part(text, ec&) { return true; }
    bool on_int64(std::int64_t, text, ec&) { return true; }
    bool on_uint64(std::uint64_t, text, ec&) { return true; }
    bool on_double(double, text, ec&) { return true; }
    bool on_bool(bool, ec&) { return true; }
    bool on_null(ec&) { return true; }
    bool on_comment_part(text, ec&) { return true; }
    bool on_comment(text, ec&) { return true; }
};

// ---- measurements ---------------------------------------------------------------------------------------------------------

constexpr std::size_t piece = 64 * 1024;

void decoding()
{
    const catalogue rows{20'000};
    const auto body = page_of(rows, 20'000);
    const auto megabytes = static_cast<double>(body.size()) / 1e6;
    const auto in_pieces = [&](auto&& feed) {
        for (std::size_t at = 0; at < body.size(); at += piece)
            feed(std::string_view{body}.substr(at, piece));
    };
    const double empty = best_of(7, [&] {
        boost::json::parse_options options;
        options.allow_invalid_utf8 = true;
        boost::json::basic_parser<empty_handler> parser{options};
        boost::system::error_code ec;
        in_pieces([&](std::string_view s) { parser.write_some(true, s.data(), s.size(), ec); });
        if (ec)
            std::abort();
    });
    std::size_t seen = 0;
    double slowest_piece = 0;
    const double ours = best_of(7, [&] {
        seen = 0;
        listing_decoder decoder{item_type::movie, [&](const item&) { ++seen; }};
        in_pieces([&](std::string_view s) {
            if (!decoder.write(s))
                std::abort();
        });
    });
    section_builder builder{{}};
    builder.reserve(20'000);
    listing_decoder decoder{item_type::movie, [&](const item& i) { builder.add(i); }};
    in_pieces([&](std::string_view s) {
        const auto began = processor_clock::now();
        (void)decoder.write(s);
        slowest_piece = std::max(slowest_piece, seconds_since(began));
    });
    if (seen != 20'000 || builder.size() != 20'000)
        std::abort();
    std::printf("decoding %.0f MB, %.0f bytes a row, in pieces of 64 KiB\n", megabytes, megabytes * 1e6 / 20'000);
    std::printf("  %-44s %8.0f MB/s\n", "Boost.JSON SAX with an empty handler", megabytes / empty);
    std::printf("  %-44s %8.0f MB/s\n", "listing_decoder", megabytes / ours);
    std::printf("  %-44s %8.3f ms\n\n", "slowest piece, decoded and added", slowest_piece * 1e3);
}

struct asked
{
    const char* name;
    std::vector<query> queries;
};

std::string with_typo(std::string title)
{
    if (title.size() > 4)
        std::swap(title[title.size() - 3], title[title.size() - 2]);
    return title;
}

std::vector<asked> questions(const catalogue& from)
{
    std::vector<asked> out{{"by id", {}},
                           {"by title, exact", {}},
                           {"by title and year, exact", {}},
                           {"by title, with a typo", {}},
                           {"by title, not there", {}}};
    std::mt19937 random{7};
    for (int i = 0; i < 2000; ++i)
    {
        const auto& row = from.rows[random() % from.rows.size()];
        out[0].queries.push_back({kind::movie, row.title, {}, row.ids[0].value, {}, {}});
        out[1].queries.push_back({kind::movie, row.title, {}, {}, {}, {}});
        out[2].queries.push_back({kind::movie, row.title, row.year, {}, {}, {}});
        out[3].queries.push_back({kind::movie, with_typo(row.title), row.year, {}, {}, {}});
        out[4].queries.push_back(
            {kind::movie, from.rows[random() % from.rows.size()].title + " " + row.title + " x", row.year, {}, {}, {}});
    }
    return out;
}

void library_of(std::size_t items)
{
    const catalogue rows{items};
    malloc_trim(0);
    const double before = resident_megabytes();
    auto began = processor_clock::now();
    library in{"server", {build(rows)}};
    const double building = seconds_since(began);
    const double after = resident_megabytes();
    malloc_trim(0);
    const double settled = resident_megabytes();
    folded_title folded;
    const double folding = best_of(5, [&] {
        for (const auto& row : rows.rows)
            fold_title(row.title, folded);
    });
    const auto n = static_cast<double>(items);
    std::printf("%zu rows\n", items);
    std::printf("  %-44s %8.1f ms\n", "add and finish", building * 1e3);
    std::printf("  %-44s %8.1f ms\n", "of which folding titles", folding * 1e3);
    std::printf("  %-44s %8.1f MB, %.0f bytes a row\n", "held", static_cast<double>(in.memory_bytes()) / 1e6,
                static_cast<double>(in.memory_bytes()) / n);
    std::printf("  %-44s %8.1f MB, %.1f MB after the build\n", "resident growth, peak of the build at least",
                after - before, settled - before);

    for (const auto& kind_of_question : questions(rows))
    {
        std::size_t found = 0;
        double slowest = 0;
        const double took = best_of(5, [&] {
            found = 0;
            for (const auto& q : kind_of_question.queries)
                found += match(in, q).found();
        });
        for (const auto& q : kind_of_question.queries)
        {
            const auto asked_at = processor_clock::now();
            (void)match(in, q);
            slowest = std::max(slowest, seconds_since(asked_at));
        }
        std::printf("  %-44s %8.2f us, slowest %.0f us, %.1f %% found\n", kind_of_question.name, took / 2000 * 1e6,
                    slowest * 1e6, static_cast<double>(found) / 20);
    }

    std::string bytes;
    const double encoding = best_of(3, [&] { bytes = encode_snapshot(in); });
    const double decoding = best_of(3, [&] {
        if (!decode_snapshot(bytes))
            std::abort();
    });
    std::printf("  %-44s %8.1f MB, written in %.1f ms, read in %.1f ms\n\n", "snapshot",
                static_cast<double>(bytes.size()) / 1e6, encoding * 1e3, decoding * 1e3);
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::size_t> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(static_cast<std::size_t>(std::atoll(argv[i])));
    if (sizes.empty())
        sizes = {10'000, 100'000};
    decoding();
    for (const auto size : sizes)
        library_of(size);
}
