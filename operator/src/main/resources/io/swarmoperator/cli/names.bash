
# Names of services and nodes, asked of the cluster that the line is about. Bash and zsh run it.
function _complete_swarm_names() {
  _complete_swarm
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" list place value command=0
  local -a where
  if [ ${#COMPREPLY[@]} -gt 0 ]; then return; fi
  case "$word" in -*) return ;; esac
  where=()
  for ((place = 1; place < COMP_CWORD; place++)); do
    case "${COMP_WORDS[place]}" in
      -n | --namespace | --context | --kubeconfig)
        value=$((place + 1)) # bash makes a word of the sign in --context=a
        if [ "${COMP_WORDS[value]}" = "=" ]; then value=$((place + 2)); fi
        where+=("${COMP_WORDS[place]}" "${COMP_WORDS[value]}")
        place=$value
        ;;
      --namespace=* | --context=* | --kubeconfig=* | -n?*) where+=("${COMP_WORDS[place]}") ;; # one word in zsh and kubectl
      *) if [ "$command" -eq 0 ]; then command=$place; fi ;;
    esac
  done
  if [ "$command" -eq 0 ]; then return; fi
  case "$before" in # an option that takes no value, or has it, may stand before a name
    -f) if [ "${COMP_WORDS[command]}" != logs ]; then return; fi ;;
    -d | --detach | -q | --quiet | --pretty | --no-trunc | --no-task-ids | --raw | -t | --timestamps | --follow | --force | --rollback | -*=* | -n?*) ;;
    -*) return ;;
  esac
  case "${COMP_WORDS[command]} ${COMP_WORDS[command+1]}" in
    "node drain" | "node pause" | "node activate") list="node ls -q" ;;
    ps\ * | inspect\ * | logs\ * | scale\ * | update\ * | rollback\ * | history\ * | pause\ * | resume\ * | rm\ * | remove\ *)
      list="ls -q"
      ;;
    *) return ;;
  esac
  local IFS=$' \t\n'
  COMPREPLY=($(compgen -W "$(eval '"${COMP_WORDS[0]}"' $list '"${where[@]}"' 2>/dev/null)" -- "$word"))
}

complete -F _complete_swarm_names -o default swarm
