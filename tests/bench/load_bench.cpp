// SPDX-License-Identifier: MIT
// Loading a large library from reel-sim, beside what cannot be saved: curl fetching the same pages to /dev/null, and
// Boost.JSON's SAX parser with an empty handler over the same bytes. In turn within one run; run it through tests/bench/load.
//
//     load_bench URL TOKEN [ROUNDS]
//
// A stall is the processor time of one turn of the loop, so that a busy machine does not show as one of ours.
#include "core/http/client.hpp"
#include "core/system/thread_pool.hpp"
#include "plugins/plex/client.hpp"
#include "plugins/plex/loader.hpp"

#include <reel/host.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

using steady = std::chrono::steady_clock;

double since(steady::time_point began)
{
    return std::chrono::duration<double>(steady::now() - began).count();
}

double thread_seconds()
{
    timespec t{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double status_mib(const std::string& key)
{
    std::ifstream file{"/proc/self/status"};
    for (std::string word; file >> word;)
        if (word == key + ":")
        {
            double kib = 0;
            file >> kib;
            return kib / 1024;
        }
    return 0;
}

/// Lets VmHWM begin anew.
void reset_peak()
{
    std::ofstream{"/proc/self/clear_refs"} << "5";
}

class quiet final : public reel::log_sink
{
public:
    bool enabled(reel::log_level level) const noexcept override { return level >= reel::log_level::warn; }
    void write(reel::log_level, std::string_view scope, std::string_view message,
               std::span<const reel::log_field>) override
    {
        std::fprintf(stderr, "%.*s: %.*s\n", int(scope.size()), scope.data(), int(message.size()), message.data());
    }
};

/// The daemon's own parts, without the daemon.
class bench_host final : public reel::host
{
public:
    explicit bench_host(asio::io_context& io) : io_{io}
    {
        std::string name = (std::filesystem::temp_directory_path() / "reel-bench-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::runtime_error{"cannot make a temporary directory"};
        dir_ = name;
    }
    ~bench_host() override { std::filesystem::remove_all(dir_); }

    asio::any_io_executor executor() override { return io_.get_executor(); }
    reel::clock& clock() override { return clock_; }
    const reel::logger& log() const override { return log_; }
    std::string_view instance() const override { return "bench"; }
    const std::filesystem::path& state_dir() const override { return dir_; }
    std::string_view install_id() const override { return "11111111-2222-4333-8444-555555555555"; }
    std::string_view version() const override { return "bench"; }
    std::unique_ptr<reel::http_client> make_http_client(reel::http_settings settings) override
    {
        return reeld::http::make_http_client(executor(), clock_, std::move(settings), log_);
    }
    reel::awaitable<void> off_loop(std::function<void()> work) override { co_await pool_.run(std::move(work)); }
    reel::awaitable<reel::result<reel::tool_result>> call_tool(std::string_view, boost::json::object,
                                                               reel::call_context&) override
    {
        co_return reel::error{reel::errc::unavailable, "no other plugin here"};
    }
    void tools_changed() override {}
    reel::conversations& conversations() override { throw std::logic_error{"nobody talks here"}; }

private:
    asio::io_context& io_;
    reel::system_clock clock_;
    quiet sink_;
    reel::logger log_{sink_, "bench"};
    std::filesystem::path dir_;
    reeld::system::thread_pool pool_;
};

reel_plex::config configuration(const std::string& url, const std::string& token)
{
    reel_plex::config c;
    c.url = boost::urls::url{url};
    c.token = reel::secret{token};
    return c;
}

struct load
{
    double seconds = 0;
    double stall_ms = 0;
    double peak_growth_mib = 0;
    double kept_mib = 0;
    double index_mib = 0;
    std::size_t rows = 0;
};

/// One load into an empty index, as the plugin does it after an installation.
load load_once(const reel_plex::config& settings)
{
    asio::io_context io{1};
    bench_host host{io};
    reel_plex::client upstream{host, settings, [] {}};
    load out;
    {
        reel_plex::loader loader{host, upstream, settings, [] {}};
        reset_peak();
        const double before = status_mib("VmRSS");
        bool done = false;
        const auto began = steady::now();
        asio::co_spawn(io, loader.refresh(), [&](std::exception_ptr failure, reel::result<void> loaded) {
            if (failure)
                std::rethrow_exception(failure);
            if (!loaded)
                throw std::runtime_error{loaded.error().describe()};
            done = true;
        });
        while (!done)
        {
            const double turn = thread_seconds();
            io.run_one();
            out.stall_ms = std::max(out.stall_ms, (thread_seconds() - turn) * 1000);
        }
        out.seconds = since(began);
        out.peak_growth_mib = status_mib("VmHWM") - before;
        out.kept_mib = status_mib("VmRSS") - before;
        out.rows = loader.current()->library.size();
        out.index_mib = static_cast<double>(loader.current()->library.memory_bytes()) / (1024 * 1024);
    }
    return out;
}

/// Every page the loader asks for, in curl's configuration format; the number of pages.
std::size_t write_curl_config(const std::filesystem::path& file, const reel_plex::config& settings,
                              const std::filesystem::path& into)
{
    asio::io_context io{1};
    bench_host host{io};
    reel_plex::client upstream{host, settings, [] {}};
    std::ofstream out{file};
    std::size_t pages = 0;
    const auto add = [&](const std::string& section, int type, std::int64_t total) {
        const auto size = static_cast<std::int64_t>(settings.page_size);
        for (std::int64_t start = 0; start < total; start += size)
        {
            out << (pages ? "next\n" : "") << "silent\nurl = \"" << settings.url.buffer() << "/library/sections/"
                << section << "/all?type=" << type << "&includeGuids=1\"\n"
                << "header = \"X-Plex-Token: " << settings.token.reveal()
                << "\"\nheader = \"Accept: application/json\"\n"
                << "header = \"X-Plex-Container-Start: " << start << "\"\nheader = \"X-Plex-Container-Size: " << size
                << "\"\noutput = \"" << (into == "/dev/null" ? "/dev/null" : (into / std::to_string(pages)).string())
                << "\"\n";
            ++pages;
        }
    };
    const auto ask = [&]() -> reel::awaitable<void> {
        const auto listed = co_await upstream.sections();
        for (const auto& section : listed.value())
        {
            if (!section.indexable())
                continue;
            const bool films = section.kind == reel_plex::kind::movie;
            for (const int type : films ? std::vector{1} : std::vector{2, 3})
            {
                reel_plex::page_request request{section.key, static_cast<reel_plex::listing>(type), 0, 1};
                const reel_plex::listing_decoder::sink ignore = [](const reel_plex::item&) {};
                const auto page = co_await upstream.page(request, ignore);
                add(section.key, type, page.value().total());
            }
        }
    };
    asio::co_spawn(io, ask(), [](std::exception_ptr failure) {
        if (failure)
            std::rethrow_exception(failure);
    });
    io.run();
    return pages;
}

double curl_seconds(const std::filesystem::path& config)
{
    const auto began = steady::now();
    const pid_t pid = ::fork();
    if (pid == 0)
    {
        ::execlp("curl", "curl", "-K", config.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (status != 0)
        throw std::runtime_error{"curl failed"};
    return since(began);
}

struct nothing // an empty handler for basic_parser
{
    static constexpr std::size_t max_array_size = std::size_t(-1), max_object_size = std::size_t(-1),
                                 max_string_size = std::size_t(-1), max_key_size = std::size_t(-1);
    using code = boost::system::error_code;
    bool on_document_begin(code&) { return true; }
    bool on_document_end(code&) { return true; }
    bool on_object_begin(code&) { return true; }
    bool on_object_end(std::size_t, code&) { return true; }
    bool on_array_begin(code&) { return true; }
    bool on_array_end(std::size_t, code&) { return true; }
    bool on_key_part(boost::json::string_view, std::size_t, code&) { return true; }
    bool on_key(boost::json::string_view, std::size_t, code&) { return true; }
    bool on_string_part(boost::json::string_view, std::size_t, code&) { return true; }
    bool on_string(boost::json::string_view, std::size_t, code&) { return true; }
    bool on_number_part(boost::json::string_view, code&) { return true; }
    bool on_int64(std::int64_t, boost::json::string_view, code&) { return true; }
    bool on_uint64(std::uint64_t, boost::json::string_view, code&) { return true; }
    bool on_double(double, boost::json::string_view, code&) { return true; }
    bool on_bool(bool, code&) { return true; }
    bool on_null(code&) { return true; }
    bool on_comment_part(boost::json::string_view, code&) { return true; }
    bool on_comment(boost::json::string_view, code&) { return true; }
};

double parse_seconds(const std::vector<std::string>& bodies)
{
    constexpr std::size_t piece = 64 * 1024;
    boost::json::parse_options lenient;
    lenient.allow_invalid_utf8 = true;
    const auto began = steady::now();
    for (const auto& body : bodies)
    {
        boost::json::basic_parser<nothing> parser{lenient};
        boost::system::error_code failure;
        for (std::size_t at = 0; at < body.size() && !failure; at += piece)
            parser.write_some(at + piece < body.size(), body.data() + at, std::min(piece, body.size() - at), failure);
        if (failure)
            throw std::runtime_error{"the empty parser failed: " + failure.message()};
    }
    return since(began);
}

std::vector<std::string> fetch_all(const reel_plex::config& settings, const std::filesystem::path& dir)
{
    const auto into = dir / "pages";
    std::filesystem::create_directory(into);
    const auto count = write_curl_config(dir / "keep", settings, into);
    curl_seconds(dir / "keep");
    std::vector<std::string> bodies;
    for (std::size_t i = 0; i < count; ++i)
    {
        std::ifstream file{into / std::to_string(i), std::ios::binary};
        bodies.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
    std::filesystem::remove_all(into);
    return bodies;
}

/// Runs `measure` in a child, so that no measurement inherits the heap of another.
template <class T, class F>
T in_child(F measure)
{
    int ends[2];
    if (::pipe(ends) != 0)
        throw std::runtime_error{"cannot make a pipe"};
    const pid_t pid = ::fork();
    if (pid == 0)
    {
        int code = 1;
        try
        {
            const T value = measure();
            code = ::write(ends[1], &value, sizeof value) == sizeof value ? 0 : 1;
        }
        catch (const std::exception& e)
        {
            std::fprintf(stderr, "load_bench: %s\n", e.what());
        }
        std::fflush(nullptr);
        ::_exit(code);
    }
    ::close(ends[1]);
    T value{};
    const auto got = ::read(ends[0], &value, sizeof value);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (status != 0 || got != sizeof value)
        throw std::runtime_error{"a measurement failed"};
    return value;
}

void row(const char* what, std::vector<double> values, const char* unit)
{
    std::sort(values.begin(), values.end());
    std::printf("  %-52s %9.3f %-4s (%.3f to %.3f)\n", what, values[values.size() / 2], unit, values.front(),
                values.back());
}

void run(const reel_plex::config& settings, int rounds)
{
    std::string name = (std::filesystem::temp_directory_path() / "reel-bench-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        throw std::runtime_error{"cannot make a temporary directory"};
    const std::filesystem::path dir{name};
    struct sweep
    {
        const std::filesystem::path& dir;
        ~sweep() { std::filesystem::remove_all(dir); }
    } guard{dir};

    write_curl_config(dir / "discard", settings, "/dev/null");
    std::vector<double> curl, parse, load_time, ratio, stall, growth;
    load last;
    for (int i = 0; i < rounds; ++i)
    {
        last = in_child<load>([&] { return load_once(settings); });
        curl.push_back(in_child<double>([&] { return curl_seconds(dir / "discard"); }));
        parse.push_back(in_child<double>([&] { return parse_seconds(fetch_all(settings, dir)); }));
        load_time.push_back(last.seconds);
        stall.push_back(last.stall_ms);
        growth.push_back(last.peak_growth_mib);
        ratio.push_back(load_time.back() / (curl.back() + parse.back()));
    }
    const auto bytes = in_child<double>([&] {
        double sum = 0;
        for (const auto& body : fetch_all(settings, dir))
            sum += static_cast<double>(body.size());
        return sum;
    });
    std::printf("%zu films and shows, %.0f MB of JSON in pages of %d; median (range) of %d rounds in turn\n", last.rows,
                bytes / 1e6, settings.page_size, rounds);
    row("curl, the same pages to /dev/null", curl, "s");
    row("Boost.JSON's SAX parser, empty handler, same bytes", parse, "s");
    row("the plugin's whole load: fetch, decode, index, save", load_time, "s");
    row("load / (curl + parser)", ratio, "");
    row("longest turn of the loop", stall, "ms");
    row("peak growth of memory (RSS)", growth, "MiB");
    std::printf("  %-52s %9.3f MiB\n", "the index itself", last.index_mib);
}

} // namespace

int main(int argc, char** argv)
try
{
    if (argc < 3)
    {
        std::fprintf(stderr, "usage: load_bench URL TOKEN [ROUNDS]\n");
        return 2;
    }
    run(configuration(argv[1], argv[2]), argc > 3 ? std::atoi(argv[3]) : 5);
    return 0;
}
catch (const std::exception& e)
{
    std::fprintf(stderr, "load_bench: %s\n", e.what());
    return 1;
}
