// SPDX-License-Identifier: MIT
// reelctl: reads the command line, connects, runs one command, prints. What it says and how is in command.cpp.
#include "core/cli/chat.hpp"
#include "core/cli/command.hpp"
#include "core/cli/connection.hpp"
#include "core/cli/line_editor.hpp"
#include "core/cli/text.hpp"
#include "core/confirm/reading.hpp"
#include "core/http/client.hpp"

#include <CLI/CLI.hpp>
#include <boost/url/parse.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <sys/ioctl.h>
#include <unistd.h>

namespace
{

using namespace reeld::cli;

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

look look_of_stdout()
{
    look out;
    out.now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    if (!::isatty(STDOUT_FILENO))
        return out;
    out.colour = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    winsize size{};
    out.columns = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    return out;
}

int complain(std::string_view message, exit_code code)
{
    std::cerr << "reelctl: " << message << '\n';
    return static_cast<int>(code);
}

/// What goes wrong is said by the command, once.
class no_log final : public reel::log_sink
{
public:
    bool enabled(reel::log_level) const noexcept override { return false; }
    void write(reel::log_level, std::string_view, std::string_view, std::span<const reel::log_field>) override {}
};

struct options
{
    command what;
    chat_command talk;
    std::string url;
    std::string token_file;
};

/// Declares the command line; the parsed words end up in `o`.
void declare(CLI::App& app, options& o)
{
    app.require_subcommand(1);
    app.fallthrough(); // `reelctl status --json` as well as `reelctl --json status`
    app.set_version_flag("--version", "reelctl " REELD_VERSION);
    app.add_flag("--json", o.what.json, "Print the daemon's JSON as it is");
    app.add_option("--url", o.url, "Address of the daemon (else REELD_URL, else http://127.0.0.1:7335)");
    app.add_option("--token-file", o.token_file, "File with the bearer token (else REELD_TOKEN)");

    app.add_subcommand("status", "How the daemon and its plugins are");
    auto* tools = app.add_subcommand("tools", "What can be asked; with a name, how");
    tools->add_option("name", o.what.tool, "One tool");
    tools->add_flag("--names", o.what.names, "Names only, one a line");
    auto* call = app.add_subcommand("call", "Ask a tool: reelctl call NAME key=value…");
    call->add_option("name", o.what.tool, "The tool"); // session::call() asks for it
    auto* words = call->add_option("arguments", o.what.arguments, "name=value; a list is a,b or the name given again");
    call->add_option("--json-args", o.what.json_arguments, "All arguments as one JSON object; - reads it from stdin")
        ->excludes(words);
    call->add_flag("-y,--yes", o.what.yes, "Say yes beforehand, for a tool that changes something");
    auto* chat = app.add_subcommand("chat", "Talk to the assistant; with a text, say just that");
    chat->add_option("text", o.talk.text, "What to say; without it, what you type, or what comes in");
    chat->add_option("--conversation", o.talk.conversation, "Which one to go on with (else reelctl)");
    app.add_subcommand("plugins", "What is loaded, and what was refused");
    app.add_subcommand("check", "Whether it is ready to answer: exit status 0, 1 (not yet), 3 (no daemon)");
    app.add_subcommand("version", "Versions of reelctl and the daemon");
}

/// Shows what would happen, and reads the answer of whoever sits there.
bool ask_at_terminal(std::string_view preview)
{
    if (!preview.empty())
        std::cerr << preview << '\n';
    std::cerr << "Go ahead? [y/N] " << std::flush;
    std::string answer;
    if (std::getline(std::cin, answer))
        return reeld::confirm::read_reply(answer) == reeld::confirm::reading::yes;
    std::cerr << '\n';
    std::cin.clear(); // Ctrl-D was the answer to this question only
    std::clearerr(stdin);
    return false;
}

std::string all_of(std::istream& in)
{
    return {std::istreambuf_iterator<char>{in}, {}};
}

reel::result<reel::secret> read_token(const std::string& file)
{
    if (file.empty())
        return reel::secret{environment("REELD_TOKEN")};
    std::ifstream in{file};
    if (!in)
        return reel::error{reel::errc::bad_argument, "cannot read the token file " + file};
    auto token = all_of(in);
    token.erase(token.find_last_not_of(" \t\r\n") + 1);
    return reel::secret{std::move(token)};
}

reel::result<boost::urls::url> read_url(std::string text)
{
    if (text.empty())
        text = environment("REELD_URL");
    if (text.empty())
        text = "http://127.0.0.1:7335";
    auto url = boost::urls::parse_uri(text);
    if (!url || (url->scheme() != "http" && url->scheme() != "https") || url->host().empty())
        return reel::error{reel::errc::bad_argument,
                           "not an address: '" + clean(text) + "'; expected http://HOST:PORT"};
    return boost::urls::url{*url};
}

int run_chat(const chat_command& what, const live_transport& send, std::string_view url)
{
    const bool typed = ::isatty(STDIN_FILENO) != 0;
    const bool dim = look_of_stdout().colour;
    std::optional<line_editor> editor;
    chat_console console;
    console.write = [](std::string_view text) { std::cout << text << std::flush; };
    console.complain = [](std::string_view message) { complain(message, exit_code::failed); };
    if (::isatty(STDERR_FILENO))
        console.note = [dim](std::string_view line) {
            std::cerr << (dim ? "\x1b[2m" : "") << line << (dim ? "\x1b[0m" : "") << std::endl;
        };
    if (typed && ::isatty(STDERR_FILENO))
        console.agree = [] { return ask_at_terminal({}); };
    console.read_line = [&editor, typed]() -> std::optional<std::string> {
        if (typed)
            return editor->read("> ");
        std::string line;
        return std::getline(std::cin, line) ? std::optional{std::move(line)} : std::nullopt;
    };
    if (typed && what.text.empty())
    {
        editor.emplace(history_file());
        if (console.note)
            console.note("Conversation '" + clean(what.conversation) + "' at " + std::string{url} + "; Ctrl-D ends it");
    }
    return static_cast<int>(chat(what, send, console, url));
}

int run_command(options o)
{
    const auto url = read_url(o.url);
    if (!url)
        return complain(url.error().message(), exit_code::usage);
    auto token = read_token(o.token_file);
    if (!token)
        return complain(token.error().message(), exit_code::usage);
    if (o.what.json_arguments == "-")
        o.what.json_arguments = all_of(std::cin);

    if (::isatty(STDIN_FILENO) && ::isatty(STDERR_FILENO))
        o.what.confirm = ask_at_terminal;

    asio::io_context io{1};
    no_log quiet;
    reel::system_clock clock;
    std::shared_ptr client = reeld::http::make_http_client(io.get_executor(), clock, {}, {quiet, "reelctl"});
    if (o.what.verb == "chat")
    {
        o.talk.json = o.what.json;
        const auto* accept = o.talk.json ? "application/json" : "text/event-stream";
        return run_chat(o.talk, connect_live(io, std::move(client), *url, std::move(*token), accept),
                        std::string_view{url->buffer()});
    }
    const auto send = connect(io, std::move(client), *url, std::move(*token));
    const auto said = run(o.what, send, look_of_stdout(), std::string_view{url->buffer()}, REELD_VERSION);
    std::cout << said.out << std::flush;
    return said.error.empty() ? static_cast<int>(said.code) : complain(said.error, said.code);
}

} // namespace

int main(int argc, char** argv)
try
{
    CLI::App app{"Asks the reeld daemon, and shows how it is.", "reelctl"};
    options o;
    declare(app, o);
    if (argc <= 1)
    {
        std::cout << app.help() << std::flush;
        return static_cast<int>(exit_code::ok);
    }
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& e)
    {
        if (e.get_exit_code() == 0) // --help, --version
            return app.exit(e);
        return complain(std::string{e.what()} + "; see reelctl --help", exit_code::usage);
    }
    o.what.verb = app.get_subcommands().front()->get_name();
    return run_command(std::move(o));
}
catch (const std::exception& e)
{
    return complain(e.what(), exit_code::failed);
}
