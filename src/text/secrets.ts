/** Tokens (JWT, refresh tokens), keys of storage accounts and the like, client secrets, private keys, and what is called one. */
const secrets = [
  /eyJ[\w-]{10,}\.[\w-]{10,}/,
  /\b[01]\.A[\w-]{60,}/,
  /(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}(?![\w~.-])/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(gh[pousr]_|github_pat_)\w{20,}/,
  /\b(password|passwd|pwd|secret|client_secret|access_?token|api_?key|account_?key|shared_?access_?key|sig)["']?\s*[=:]\s*["']?[^\s"',}]+/i,
];

/** Whether a text holds what looks like a secret: it is neither shown nor saved. */
export function looksSecret(text: string): boolean {
  return secrets.some((each) => each.test(text));
}
