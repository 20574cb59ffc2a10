// SPDX-License-Identifier: MIT
#include "core/config/document.hpp"

#include "core/config/text.hpp"

#include <utf8proc.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace reeld::config
{

namespace
{

using reel::config_node;
using file_ptr = std::shared_ptr<const reel::config_file>;

constexpr std::size_t max_values = 10'000;

/// The place of `length` bytes from `position` on, as far as they are on that line.
reel::config_location place(const file_ptr& file, std::size_t position, std::size_t length = 1)
{
    const std::string_view text = file->text;
    position = std::min(position, text.size());
    const auto before = text.substr(0, position);
    const auto line_start = before.rfind('\n') + 1; // 0 when there is none
    const auto line_end = std::min(text.find('\n', position), text.size());
    reel::config_location where;
    where.file = file;
    where.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    where.column = characters(text.substr(line_start, position - line_start)) + 1;
    where.length = std::max(1, characters(text.substr(position, std::min(length, line_end - position))));
    return where;
}

/// Where a quoted scalar that starts at `position` ends (behind its closing quote), npos when it does not.
std::size_t end_of_quoted(std::string_view text, std::size_t position)
{
    const char quote = text[position];
    for (auto at = position + 1; at < text.size(); ++at)
    {
        if (quote == '"' && text[at] == '\\')
            ++at;
        else if (quote == '\'' && text.substr(at, 2) == "''")
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return std::string_view::npos;
}

/// Thrown through the parser when there is no use in going on; the problem is already noted.
struct stop
{};

/// Makes the tree out of the parser's events.
class builder final : public YAML::EventHandler
{
public:
    builder(file_ptr file, reel::config_problems& problems) : file_{std::move(file)}, problems_{problems}
    {
        root_.where = place(file_, 0);
    }

    config_node take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (documents_++ == 0)
            return;
        const bool said = text().substr(position(mark), 3) == "---";
        complain(position(mark), said ? "only one document fits in a file: remove the '---'"
                                      : "the indentation does not fit the lines above");
        throw stop{};
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override
    {
        config_node node;
        const auto at = position(mark);
        if (frames_.empty() || !frames_.back().key)
            node.where = place(file_, at);
        else // as often as not there is nothing to point at but the key
        {
            const auto& key = *frames_.back().key;
            node.where = key.where;
            if (at == key_position_)
                problems_.add(key.where, "':' is missing after '" + key.key + "'");
        }
        add(std::move(node), at);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override
    {
        const auto at = position(mark);
        refuse_tag(at, tag);
        config_node node;
        node.type = config_node::kind::scalar;
        node.text = value;
        node.quoted = tag == "!";
        auto length = text().substr(at).starts_with(value) ? value.size() : std::string::npos;
        if (node.quoted && at < text().size() && (text()[at] == '"' || text()[at] == '\''))
        {
            const auto end = end_of_quoted(text(), at);
            if (end == std::string_view::npos) // yaml-cpp takes the rest of the file
            {
                complain(at, "the quote is not closed");
                throw stop{};
            }
            length = end - at;
        }
        node.where = place(file_, at, length);
        add(std::move(node), at);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                         YAML::EmitterStyle::value) override
    {
        open(position(mark), tag, config_node::kind::sequence);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        open(position(mark), tag, config_node::kind::mapping);
    }
    void OnMapEnd() override { close(); }

    void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse_anchor(position(mark)); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override
    {
        refuse_anchor(position(mark));
        add({}, position(mark));
    }

private:
    struct frame
    {
        config_node node;
        std::size_t at = 0;                    ///< where it begins
        std::optional<config_node::entry> key; ///< of a mapping: waits for its value
        bool drop_value = false;               ///< of a key that was refused
    };

    std::string_view text() const { return file_->text; }
    static std::size_t position(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.pos, 0)); }
    void complain(std::size_t at, std::string message, std::string hint = {})
    {
        problems_.add(place(file_, at), std::move(message), std::move(hint));
    }
    void refuse_anchor(std::size_t at)
    {
        complain(at, "anchors (&) and aliases (*) are not used here: write the value out, or quote it if it is text");
    }
    void refuse_tag(std::size_t at, const std::string& tag)
    {
        if (tag != "?" && tag != "!" && !tag.empty())
            complain(at, "tags (!) are not used here: quote the value if it is text");
    }

    void open(std::size_t at, const std::string& tag, config_node::kind type)
    {
        refuse_tag(at, tag);
        if (frames_.size() >= static_cast<std::size_t>(max_depth))
        {
            complain(at, "nested too deeply");
            throw stop{};
        }
        frames_.push_back({});
        frames_.back().node.type = type;
        frames_.back().node.where = place(file_, at);
        frames_.back().at = at;
    }

    void close()
    {
        auto node = std::move(frames_.back().node);
        const auto at = frames_.back().at;
        frames_.pop_back();
        add(std::move(node), at);
    }

    void add(config_node node, std::size_t at)
    {
        if (++values_ > max_values)
        {
            complain(at, "more values than a configuration can need");
            throw stop{};
        }
        if (frames_.empty())
            root_ = std::move(node);
        else if (frames_.back().node.type == config_node::kind::sequence)
            frames_.back().node.items.push_back(std::move(node));
        else if (!frames_.back().key)
            begin_entry(std::move(node), at);
        else
            end_entry(std::move(node));
    }

    void begin_entry(config_node key, std::size_t at)
    {
        auto& top = frames_.back();
        const auto same = std::find_if(top.node.entries.begin(), top.node.entries.end(),
                                       [&](const auto& entry) { return entry.key == key.text; });
        top.drop_value = true;
        if (key.type != config_node::kind::scalar)
            complain(at, "the name of an option must be plain text");
        else if (same != top.node.entries.end())
            problems_.add(key.where, "'" + key.text + "' is set twice",
                          "first in line " + std::to_string(same->where.line));
        else
            top.drop_value = false;
        key_position_ = at;
        top.key = config_node::entry{std::move(key.text), std::move(key.where), {}};
    }

    void end_entry(config_node value)
    {
        auto& top = frames_.back();
        top.key->value = std::move(value);
        if (!top.drop_value)
            top.node.entries.push_back(std::move(*top.key));
        top.key.reset();
    }

    file_ptr file_;
    reel::config_problems& problems_;
    config_node root_;
    std::vector<frame> frames_;
    std::size_t key_position_ = 0; ///< of the last key
    std::size_t values_ = 0;
    int documents_ = 0;
};

/// yaml-cpp's words, and what they mean to someone who edits a file.
std::string explain(const std::string& said)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{{
        {"illegal map value", "a ':' where none can be: check the indentation, and quote text that holds ': '"},
        {"illegal map key", "an option where none can be: check the indentation"},
        {"illegal block entry", "a '-' where no list can be: check the indentation"},
        {"end of sequence flow not found", "a '[' is not closed, or a ',' is missing"},
        {"end of map flow not found", "a '{' is not closed, or a ',' is missing"},
        {"end of map not found", "the indentation does not fit the lines above"},
        {"end of sequence not found", "the indentation does not fit the lines above"},
        {"unknown token", "text that begins with this character must be quoted"},
        {"the referenced anchor is not defined", "text that begins with '*' must be quoted"},
    }};
    for (const auto& [theirs, ours] : known)
        if (said.starts_with(theirs))
            return std::string{ours};
    return "not valid YAML: " + said;
}

/// Finds what yaml-cpp misreads without a word: bytes that are not UTF-8, control characters (it ends at U+0004), and tabs
/// before the text of a line.
bool well_formed(const file_ptr& file, reel::config_problems& problems)
{
    const std::string_view text = file->text;
    bool indentation = true;
    for (std::size_t at = 0; at < text.size();)
    {
        utf8proc_int32_t c = -1;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
                                             static_cast<utf8proc_ssize_t>(text.size() - at), &c);
        if (length <= 0)
            return problems.add(place(file, at), "not UTF-8 text: save the file in that encoding"), false;
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
            return problems.add(place(file, at), "a control character: remove it"), false;
        if (indentation && c == '\t')
            return problems.add(place(file, at), "a tab in the indentation: YAML wants spaces"), false;
        indentation = c == '\n' || (indentation && c == ' ');
        at += static_cast<std::size_t>(length);
    }
    return true;
}

} // namespace

std::optional<config_node> parse_document(const file_ptr& file, reel::config_problems& problems)
{
    if (!well_formed(file, problems))
        return {};
    builder tree{file, problems};
    try
    {
        std::istringstream in{file->text};
        YAML::Parser parser{in};
        while (parser.HandleNextDocument(tree))
        {
        }
        return tree.take();
    }
    catch (const stop&)
    {
        return {};
    }
    catch (const YAML::Exception& e)
    {
        problems.add(place(file, static_cast<std::size_t>(std::max(e.mark.pos, 0))), explain(e.msg));
        return {};
    }
}

} // namespace reeld::config
