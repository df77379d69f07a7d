/** What a model never gets to see: files by their name, values by their look. */

const SECRET_FILES = [
  /(?:^|\/)\.env(?:\.(?!example$|sample$|template$)[^/]*)?$/,
  /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?|netrc|pgpass|dev\.vars)$/,
  /(?:^|\/)\.(?:git|latchkey|ssh|aws|docker)\//,
  /\.(?:pem|key|p12|pfx|jks|keystore|crt|cer|sqlite3?|db)$/i,
  /(?:^|\/)(?:id_[a-z0-9]+|credentials(?:\.\w+)?|secrets?(?:\.\w+)?|service-?account[^/]*\.json)$/i,
]

/** Whether a file must not be read out, whatever is in it. */
export function isSecretFile(path: string): boolean {
  return SECRET_FILES.some((pattern) => pattern.test(path))
}

const SECRET_VALUES: readonly [RegExp, string][] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    '<private key>',
  ],
  [
    /\b(?:sk|rk|pk|whsec|ghp|gho|ghs|github_pat|xox[abp]|glpat|npm)[-_][A-Za-z0-9_-]{16,}/g,
    '<key>',
  ],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '<key>'],
  [/\bAIza[A-Za-z0-9_-]{30,}/g, '<key>'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g, '<token>'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]+):[^\s@'"]+@/gi, '$1:<password>@'],
  [
    /((?:api[_-]?key|secret|password|passwd|token|credential)[\w-]*['"]?\s*[:=]\s*)(['"])(?!\2)[^'"\n]{8,}\2/gi,
    '$1$2<secret>$2',
  ],
]

/**
 * Takes out what looks like a secret, and every value that is known to be one: those of the
 * project's environment files and of this process.
 */
export function withoutSecrets(text: string, known: Iterable<string>): string {
  let clean = text
  for (const value of known) {
    if (value.length >= 8) clean = clean.replaceAll(value, '<secret>')
  }
  for (const [pattern, instead] of SECRET_VALUES) clean = clean.replace(pattern, instead)
  return clean
}
