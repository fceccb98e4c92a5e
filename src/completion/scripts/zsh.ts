/**
 * For zsh, sourced before or after compinit, or as a file called _adt-setup in a folder of fpath. zsh compares what is offered with
 * what was typed, and quotes what it puts in.
 */
export const zsh = `#compdef adt-setup
# Completion of adt-setup in zsh. For all sessions, this line in ~/.zshrc:
#   eval "$(adt-setup completion zsh)"
_adt_setup() {
  local kind line value says
  local -a lines values shown
  local -i width=0
  lines=("\${(@f)$(command adt-setup __complete zsh "\${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null </dev/null)}")
  kind=$lines[1]
  [[ $PREFIX == --*=* ]] && compset -P 1 '*='
  case $kind in
    files) _files ;;
    folders) _files -/ ;;
    values)
      values=("\${(@)\${(@)lines[2,-1]}%%$'\\t'*}")
      (( $#lines > 1 )) || return 1
      for value in $values; do (( $#value > width )) && width=$#value; done
      for line in "\${(@)lines[2,-1]}"; do
        value=\${line%%$'\\t'*} says=\${\${line#$value}#$'\\t'}
        shown+=("\${(r:width:)value}\${says:+  -- $says}")
      done
      compadd -V adt-setup -l -d shown -a values
      ;;
    *) return 1 ;;
  esac
}
if [[ \${funcstack[1]} == _adt-setup ]]; then
  _adt_setup "$@"
elif (( $+functions[compdef] )); then
  compdef _adt_setup adt-setup
else
  # compinit comes later in ~/.zshrc, or not at all.
  _adt_setup_register() {
    add-zsh-hook -d precmd _adt_setup_register
    unfunction _adt_setup_register
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }
    compdef _adt_setup adt-setup
  }
  autoload -Uz add-zsh-hook
  add-zsh-hook precmd _adt_setup_register
fi
`;
