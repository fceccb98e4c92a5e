/** A command line for the help, and what it is for. */
export interface Example {
  readonly says: string;
  readonly line: string;
}

/** Examples of real runs, by the name of the command: two or three each. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  '': [
    { says: 'Practice, without an account and without cost:', line: 'adt-setup --sandbox' },
    { says: 'See what would be done, and change nothing:', line: 'adt-setup --dry-run' },
    {
      says: 'Everything answered, nobody asked:',
      line: 'adt-setup --yes --subscription "Contoso Dev" -g rg-factory -l westeurope -n factory-twins --assignee me',
    },
  ],
  status: [
    { says: 'What is saved, and the only one as it is in Azure now:', line: 'adt-setup status' },
    {
      says: 'One of several, and exit code 4 where something has changed:',
      line: 'adt-setup status --name factory-twins --check',
    },
  ],
  undo: [
    { says: 'See what would be removed and what stays, and change nothing:', line: 'adt-setup undo --dry-run' },
    { says: 'Nobody asked:', line: 'adt-setup undo --yes --name factory-twins' },
  ],
  export: [
    { says: 'The set-up as Bicep, into a folder:', line: 'adt-setup export --format bicep --out infra' },
    { says: 'The variables for a program, into a .env file:', line: 'adt-setup export --format env --out .env' },
    {
      says: 'The answers of one of several set-ups, to make it again:',
      line: 'adt-setup export --format answers --name factory-twins --out answers.json',
    },
  ],
  'first-steps': [
    { says: 'A room in a floor, and the answer of a query:', line: 'adt-setup first-steps' },
    {
      says: 'The same, and a program in Python that asks the query:',
      line: 'adt-setup first-steps --language python --out twins-app',
    },
    { says: 'Take the sample away again:', line: 'adt-setup first-steps --remove' },
  ],
  doctor: [
    { says: 'Check everything that a set-up needs:', line: 'adt-setup doctor' },
    { says: 'For a certain subscription, as data:', line: 'adt-setup doctor --subscription "Contoso Dev" --json' },
  ],
  sandbox: [
    { says: 'Serve it, and say how az and the SDKs use it:', line: 'adt-setup sandbox' },
    {
      says: 'The settings of the one that is running, for this shell:',
      line: 'eval "$(adt-setup sandbox env)"',
    },
    {
      says: 'A world where roles take their time, in a folder of its own:',
      line: 'adt-setup sandbox --scenario slow-role --data ./world',
    },
  ],
  completion: [
    {
      says: 'In bash, for this session (and for all of them in ~/.bashrc):',
      line: 'eval "$(adt-setup completion bash)"',
    },
    { says: 'In PowerShell:', line: 'adt-setup completion powershell | Out-String | Invoke-Expression' },
  ],
};
