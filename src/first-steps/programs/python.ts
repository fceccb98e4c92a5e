import { type Language, needed, type ProgramFor, version } from './program.ts';

/** A string of Python: JSON's escapes are Python's, with the exception of pairs of surrogates, which never stand here. */
const text = (value: string): string => JSON.stringify(value);

function program({ url, tenantId, scope, authority, query }: ProgramFor): string {
  const there = authority === undefined ? '' : `, authority=${text(authority)}`;
  return `import base64, json, os, sys, urllib.error, urllib.request
from azure.identity import AzureCliCredential, ChainedTokenCredential, InteractiveBrowserCredential

url = os.environ.get("AZURE_DIGITALTWINS_URL", "").strip() or ${text(url)}
address = (url if "://" in url else "https://" + url).rstrip("/")
if not address.startswith("https://"):
    sys.exit("AZURE_DIGITALTWINS_URL must be https://HOST, not " + url)
tenant = os.environ.get("AZURE_TENANT_ID") or ${text(tenantId)}

# As you are signed in with "az login", otherwise with the browser.
credential = ChainedTokenCredential(
    AzureCliCredential(tenant_id=tenant), InteractiveBrowserCredential(tenant_id=tenant${there})
)
token = credential.get_token(${text(scope)}).token

query = ${text(query)}
request = urllib.request.Request(
    address + "/query?api-version=${version}",
    data=json.dumps({"query": query}).encode(),
    headers={"Authorization": "Bearer " + token, "Content-Type": "application/json"},
)
try:
    for row in json.load(urllib.request.urlopen(request))["value"]:
        print(row)
except urllib.error.HTTPError as error:
    part = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    who = claims.get("upn") or claims.get("unique_name") or claims.get("appid")
    print(f"{error.code} from {address}: {error.read().decode() or 'no words'}", file=sys.stderr)
    print(f"You are signed in as {who} (object id {claims.get('oid')}).", file=sys.stderr)
    sys.exit(${text(needed)})
`;
}

/**
 * Python 3, with urllib and Microsoft's package for signing in, in an environment of its own: many systems take no packages
 * beside their own (PEP 668). What the system has already is used.
 */
export const python: Language = {
  name: 'python',
  title: 'Python',
  files: (of) => ({ 'first_steps.py': program(of) }),
  commands(folder, platform) {
    const isWindows = platform === 'win32';
    const tool = (name: string): string => `${folder}/.venv/${isWindows ? 'Scripts' : 'bin'}/${name}`;
    return {
      install: [
        [isWindows ? 'py' : 'python3', '-m', 'venv', '--system-site-packages', `${folder}/.venv`],
        [tool('python'), '-m', 'pip', 'install', 'azure-identity'],
      ],
      run: [tool('python'), `${folder}/first_steps.py`],
    };
  },
};
