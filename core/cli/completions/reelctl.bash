# bash completion for reelctl(1): commands, options, and (asking the daemon) the names of tools and their arguments.

_reelctl() {
  local cur prev words cword
  _init_completion -n = || return

  local command='' tool='' i
  for ((i = 1; i < cword; i++)); do
    case ${words[i]} in
      --url | --token-file | --json-args | --conversation) ((i++)) ;;
      -*) ;;
      *) if [[ -z $command ]]; then command=${words[i]}; elif [[ -z $tool ]]; then tool=${words[i]}; fi ;;
    esac
  done

  case $prev in
    --token-file) _filedir; return ;;
    --url | --json-args | --conversation) return ;;
  esac
  if [[ $cur == -* ]]; then
    local options='--json --url --token-file --help'
    [[ $command == call ]] && options+=' --json-args --yes'
    [[ $command == chat ]] && options+=' --conversation'
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
  elif [[ -z $command ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'status tools call chat plugins check version' -- "$cur")
  elif [[ $command == call || $command == tools ]] && [[ -z $tool ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(reelctl tools --names 2>/dev/null)" -- "$cur")
  elif [[ $command == call && $cur != *=* ]]; then
    mapfile -t COMPREPLY < <(compgen -S = -W "$(reelctl tools --names "$tool" 2>/dev/null)" -- "$cur")
    compopt -o nospace
  fi
} && complete -F _reelctl reelctl
