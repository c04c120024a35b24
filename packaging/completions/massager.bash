# Completion for bash: the program itself says what fits (System.CommandLine's directive "suggest").
_massager() {
  local line=${COMP_LINE#*[[:space:]]} word=${COMP_WORDS[COMP_CWORD]}
  local position=$((COMP_POINT - (${#COMP_LINE} - ${#line})))
  mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$position]" "$line" 2>/dev/null)" -- "$word")
}
complete -o default -F _massager massager
