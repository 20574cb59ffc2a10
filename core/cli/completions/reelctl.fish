# fish completion for reelctl(1): commands, options, and (asking the daemon) the names of tools and their arguments.

function __reelctl_tool # the tool named after "call"
    set -l words (commandline -opc)
    set -l at (contains -i call $words); and test (count $words) -gt $at; and echo $words[(math $at + 1)]
end

complete -c reelctl -f
complete -c reelctl -l json -d 'Print JSON'
complete -c reelctl -l url -x -d 'Address of the daemon'
complete -c reelctl -l token-file -rF -d 'File with the bearer token'
complete -c reelctl -l help -d 'Say what there is'

set -l commands status tools call chat plugins check version
set -l none "not __fish_seen_subcommand_from $commands"
complete -c reelctl -n $none -a status -d 'How the daemon and its plugins are'
complete -c reelctl -n $none -a tools -d 'What can be asked'
complete -c reelctl -n $none -a call -d 'Ask a tool'
complete -c reelctl -n $none -a chat -d 'Talk to the assistant'
complete -c reelctl -n $none -a plugins -d 'What is loaded, and what was refused'
complete -c reelctl -n $none -a check -d 'Whether it is ready to answer, for scripts'
complete -c reelctl -n $none -a version -d 'Versions of reelctl and the daemon'

complete -c reelctl -n '__fish_seen_subcommand_from chat' -l conversation -x -d 'Which one to go on with'
complete -c reelctl -n '__fish_seen_subcommand_from call' -l json-args -x -d 'All arguments as one JSON object'
complete -c reelctl -n '__fish_seen_subcommand_from call' -s y -l yes -d 'Say yes beforehand, for a tool that changes something'
complete -c reelctl -n '__fish_seen_subcommand_from call; and test -z "$(__reelctl_tool)"' -a '(reelctl tools --names 2>/dev/null)'
complete -c reelctl -n '__fish_seen_subcommand_from call; and test -n "$(__reelctl_tool)"' \
    -a '(reelctl tools --names (__reelctl_tool) 2>/dev/null | string replace -r \$ =)'
complete -c reelctl -n '__fish_seen_subcommand_from tools' -a '(reelctl tools --names 2>/dev/null)'
