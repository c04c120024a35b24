# Completion for fish: the program itself says what fits (System.CommandLine's directive "suggest").
function __massager_suggest
  set -l line (string replace -r '^\S+\s+' '' -- (commandline -cp))
  massager "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c massager -a '(__massager_suggest)'
