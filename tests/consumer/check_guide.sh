#!/usr/bin/env bash
# check_guide.sh GUIDE FOLDER: every block of the guide that begins with ```cpp FILE or ```cmake FILE stands so in FOLDER/FILE.
set -euo pipefail
guide=$1 folder=$2 file='' block='' checked=0

while IFS= read -r line; do
  if [[ -z $file && $line =~ ^\`\`\`(cpp|cmake)\ (.+)$ ]]; then
    file=${BASH_REMATCH[2]} block=''
  elif [[ -n $file && $line == '```' ]]; then
    [[ $(<"$folder/$file") == *"${block%$'\n'}"* ]] || { printf 'not in %s as the guide shows it:\n%s' "$file" "$block" >&2; exit 1; }
    file='' checked=$((checked + 1))
  elif [[ -n $file ]]; then
    block+=$line$'\n'
  fi
done <"$guide"
((checked > 0)) || { echo "the guide shows no code of $folder" >&2; exit 1; }
echo "$checked blocks of code are as they compile"
