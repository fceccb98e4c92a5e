/** For fish 3 and later. fish compares what is offered with what was typed, and quotes what it puts in. */
export const fish = `# Completion of adt-setup in fish. For all sessions, this line in ~/.config/fish/config.fish:
#   adt-setup completion fish | source
function __adt_setup_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    set -l lines (command adt-setup __complete fish $words "$current" 2>/dev/null </dev/null)
    set -l kind $lines[1]
    set -e lines[1]
    # Files are completed as those of a command that has no completion, after the "=", and offered as whole words.
    set -l before (string match -r -- '^--[^=]*=' "$current")
    set -l path (string replace -r -- '^--[^=]*=' '' "$current")
    switch "$kind"
        case values
            string join -- \\n $lines
        case files folders
            set -l files (complete -C "'' $path")
            if test $kind = folders
                set files (string match -r -- '.*/$' $files)
            end
            for file in $files
                echo -- "$before$file"
            end
    end
end
complete -c adt-setup -f -k -a '(__adt_setup_complete)'
`;
