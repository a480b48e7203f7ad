
# Reads the words before the one of that number: "where" the cluster is, and which of them is the "command", 0 for none.
function _swarm_read() {
  local place value
  where=() command=0
  for ((place = 1; place < $1; place++)); do
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
}

# What may follow an option, where that is known; contexts and namespaces as kubectl tells them.
function _complete_swarm_values() {
  local word="${COMP_WORDS[COMP_CWORD]}" option=$((COMP_CWORD - 1)) values command
  local -a where
  if [ "$word" = "=" ]; then word=""; fi
  if [ "${COMP_WORDS[option]}" = "=" ]; then option=$((option - 1)); fi
  _swarm_read "$option"
  case "${COMP_WORDS[option]}" in
    -n | --namespace)
      values=$(kubectl get namespaces -o 'jsonpath={.items[*].metadata.name}' --request-timeout 5s "${where[@]}" 2>/dev/null)
      ;;
    --context) values=$(kubectl config get-contexts -o name "${where[@]}" 2>/dev/null) ;;
    --update-order) values="stop-first start-first" ;;
    --update-failure-action) values="pause continue rollback" ;;
    *) return 1 ;;
  esac
  local IFS=$' \t\n'
  COMPREPLY=($(compgen -W "$values" -- "$word"))
}

# Names of services and nodes, asked of the cluster that the line is about. Bash and zsh run it.
function _complete_swarm_names() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" list command
  local -a where
  COMPREPLY=()
  if _complete_swarm_values; then return; fi
  _complete_swarm
  if [ ${#COMPREPLY[@]} -gt 0 ]; then return; fi
  case "$word" in -*) return ;; esac
  _swarm_read "$COMP_CWORD"
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
