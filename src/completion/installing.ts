/** How the scripts are installed, for the help: lines of two columns, and command lines. */
export const installing = [
  'For all sessions, put the line of your shell into the file that it reads when it starts:',
  '',
  '  bash, in ~/.bashrc (on macOS ~/.bash_profile):',
  '  $ eval "$(adt-setup completion bash)"',
  '',
  '  zsh, in ~/.zshrc:',
  '  $ eval "$(adt-setup completion zsh)"',
  '',
  '  fish, in ~/.config/fish/config.fish:',
  '  $ adt-setup completion fish | source',
  '',
  '  PowerShell, in the file that $PROFILE names:',
  '  $ adt-setup completion powershell | Out-String | Invoke-Expression',
].join('\n');
