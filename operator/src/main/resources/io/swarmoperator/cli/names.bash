
# Names of services and nodes, asked of the cluster that the line is about. Bash and zsh run it.
function _complete_swarm_names() {
  _complete_swarm
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" list place
  local -a where
  if [ ${#COMPREPLY[@]} -gt 0 ]; then return; fi
  case "$word" in -*) return ;; esac
  case "$before" in -*) return ;; esac
  case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
    "node drain" | "node pause" | "node activate") list="node ls -q" ;;
    ps\ * | inspect\ * | logs\ * | scale\ * | update\ * | rollback\ * | history\ * | pause\ * | resume\ * | rm\ *)
      list="ls -q"
      ;;
    *) return ;;
  esac
  where=()
  for ((place = 1; place < COMP_CWORD; place++)); do
    case "${COMP_WORDS[place]}" in
      -n | --namespace | --context | --kubeconfig)
        where+=("${COMP_WORDS[place]}" "${COMP_WORDS[place+1]}")
        ;;
    esac
  done
  local IFS=$' \t\n'
  COMPREPLY=($(compgen -W "$(eval '"${COMP_WORDS[0]}"' $list '"${where[@]}"' 2>/dev/null)" -- "$word"))
}

complete -F _complete_swarm_names -o default swarm
