/**
 * For PowerShell 7 and Windows PowerShell 5.1. Words are taken from what PowerShell has parsed, and nothing of them is carried out.
 * Where nothing is answered PowerShell offers files on its own, so what was typed is answered as it is.
 */
export const powershell = `# Completion of adt-setup in PowerShell. For all sessions, this line in the file that $PROFILE names:
#   adt-setup completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'adt-setup', 'adt-setup.cmd', 'adt-setup.ps1' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $result = 'System.Management.Automation.CompletionResult'
    $offered = @()
    try {
        $typed = "$wordToComplete"
        $words = @(foreach ($element in $commandAst.CommandElements) {
            $isString = $element -is [System.Management.Automation.Language.StringConstantExpressionAst]
            if ($element.Extent.EndOffset -ge $cursorPosition) {
                if ($element.Extent.StartOffset -lt $cursorPosition -and $isString -and $element.Extent.EndOffset -eq $cursorPosition) {
                    $typed = $element.Value
                }
                break
            }
            if ($isString) { $element.Value } else { $element.Extent.Text }
        })
        $words = @($words | Select-Object -Skip 1) + $typed
        $said = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($words -join [char]0))
        $passing = "$(Get-Variable PSNativeCommandArgumentPassing -ValueOnly -ErrorAction Ignore)" -replace 'Legacy'
        $kind, $lines = @(& adt-setup __complete powershell $said $passing 2>$null)
        $before = if ($typed -match '^--[^=]+=') { $Matches[0] } else { '' }
        if ($kind -eq 'values') {
            $offered = @(foreach ($line in $lines) {
                $text, $shown, $says = $line -split [char]9 | ForEach-Object { [regex]::Unescape($_) }
                New-Object $result $text, $shown, 'ParameterValue', $says
            })
        } elseif ($kind) {
            $path = $typed.Substring($before.Length)
            $offered = @([System.Management.Automation.CompletionCompleters]::CompleteFilename($path) |
                Where-Object { $kind -eq 'files' -or $_.ResultType -eq 'ProviderContainer' } |
                ForEach-Object { New-Object $result ($before + $_.CompletionText), $_.ListItemText, $_.ResultType, $_.ToolTip })
        }
    } catch {
        $offered = @()
    }
    if ($offered) { return $offered }
    $same = if ($wordToComplete) { "$wordToComplete" } else { ' ' }
    New-Object $result $same, $same, 'Text', $same
}
`;
