/**
 * For bash 3.2 (macOS has it) and later, with or without the package bash-completion. What was typed is handed on as text, and never
 * read as a command. The program quotes what it offers for the place where the cursor is, so readline is not told to do it.
 */
export const bash = `# Completion of adt-setup in bash. For all sessions, this line in ~/.bashrc:
#   eval "$(adt-setup completion bash)"
_adt_setup() {
  local kind='' line=''
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r line; do COMPREPLY[\${#COMPREPLY[@]}]=$line; done
  } < <(command adt-setup __complete bash "\${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  case $kind in
    files) compopt -o default 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
  esac
  return 0
}
if type compopt >/dev/null 2>&1; then
  complete -F _adt_setup adt-setup
else
  # Before bash 4, files are offered where nothing else is.
  complete -o default -F _adt_setup adt-setup
fi
`;
