import { type Language, needed, type ProgramFor, version } from './program.ts';

/** A string of C#: its escapes are those of JSON. */
const text = (value: string): string => JSON.stringify(value);

function program({ url, tenantId, scope, authority, query }: ProgramFor): string {
  const there = authority === undefined ? '' : `, AuthorityHost = new Uri(${text(authority)})`;
  return `using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;

string Setting(string name, string usual) =>
    Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : usual;

var url = Setting("AZURE_DIGITALTWINS_URL", ${text(url)});
var address = (url.Contains("://") ? url : "https://" + url).TrimEnd('/');
if (!address.StartsWith("https://")) { Console.Error.WriteLine("AZURE_DIGITALTWINS_URL must be https://HOST, not " + url); return 1; }
var tenant = Setting("AZURE_TENANT_ID", ${text(tenantId)});

// As you are signed in with "az login", otherwise with the browser.
var credential = new ChainedTokenCredential(
    new AzureCliCredential(new() { TenantId = tenant }),
    new InteractiveBrowserCredential(new InteractiveBrowserCredentialOptions { TenantId = tenant${there} }));
var token = (await credential.GetTokenAsync(new TokenRequestContext([${text(scope)}]), default)).Token;

using var client = new HttpClient();
client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
var query = ${text(query)};
var response = await client.PostAsJsonAsync(address + "/query?api-version=${version}", new { query });
var body = await response.Content.ReadAsStringAsync();
if (response.IsSuccessStatusCode)
{
    foreach (var row in JsonDocument.Parse(body).RootElement.GetProperty("value").EnumerateArray()) Console.WriteLine(row);
    return 0;
}
var part = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
var claims = JsonDocument.Parse(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='))).RootElement;
string? Claim(string name) => claims.TryGetProperty(name, out var value) ? value.GetString() : null;
Console.Error.WriteLine($"{(int)response.StatusCode} from {address}: {(body == "" ? "no words" : body)}");
Console.Error.WriteLine($"You are signed in as {Claim("upn") ?? Claim("unique_name") ?? Claim("appid")} (object id {Claim("oid")}).");
Console.Error.WriteLine(${text(needed)});
return 1;
`;
}

/** A project for whichever .NET is there: the property is set by each SDK (Microsoft.NETCoreSdk.BundledVersions.props). */
const project = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Azure.Identity" Version="1.21.0" />
  </ItemGroup>
</Project>
`;

/** C#, with HttpClient and Microsoft's package for signing in. */
export const csharp: Language = {
  name: 'csharp',
  title: 'C#',
  files: (of) => ({ 'Program.cs': program(of), 'FirstSteps.csproj': project }),
  commands: (folder) => ({
    install: [['dotnet', 'restore', folder]],
    run: ['dotnet', 'run', '--project', folder],
  }),
};
