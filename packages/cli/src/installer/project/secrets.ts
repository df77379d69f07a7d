/** What a model never gets to see: files by their name, values by their look. */

const secretFiles = [
  /(?:^|\/)\.env(?:rc)?(?:\.(?!(?:example|sample|template)$)[^/]*)?$/i,
  /[^/]\.env$/i,
  /(?:^|\/)\.(?:npmrc|yarnrc(?:\.yml)?|netrc|pgpass|pypirc|htpasswd|git-credentials|dev\.vars|vault-token)$/i,
  /(?:^|\/)\.(?:git|latchkey|ssh|aws|azure|gnupg|kube|docker|vercel|netlify|wrangler|firebase|terraform)(?:\/|$)/i,
  /\.(?:pem|key|p8|p12|pfx|jks|keystore|kdbx|crt|cer|sqlite3?|db|log|dump|bak|tfvars|tfstate(?:\.backup)?)$/i,
  /(?:^|\/)(?:id_[a-z0-9]+|[\w-]*credentials?(?:\.\w+)?|[\w-]*secrets?(?:\.(?:json|ya?ml|toml|ini|txt|env))?)$/i,
  /(?:service-?account|adminsdk)[^/]*\.json$/i,
]

/** Whether a file must not be read out, whatever is in it. */
export function isSecretFile(path: string): boolean {
  return secretFiles.some((pattern) => pattern.test(path))
}

/** Whether a name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  return /(?<!latch)key|secret|token|passw|pwd|credential|auth(?!or)|dsn|cookie|salt|signature|cert|database_url/i.test(
    name,
  )
}

/** The parts of an address that let somebody in. */
export function passwordOf(value: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:([^\s@]+)@/i.exec(value)?.[1]
}

// A line break that JSON or code wrote as a letter is one, too: `\\nsk_live_…`.
const start = String.raw`(?:(?<!\w)|(?<=\\[bfnrt]))`

const secretValues: readonly [RegExp, string][] = [
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    '<private key>',
  ],
  [
    new RegExp(
      String.raw`${start}(?:sk|rk|pk|whsec|gh[opsu]|github_pat|xox[abeprs]|xapp|glpat|hf|shp(?:at|ss)|dop_v1|sq0(?:atp|csp)|GOCSPX|AC|SK|key)[-_](?=[\w-]*\d)[\w-]{16,}`,
      'g',
    ),
    '<key>',
  ],
  [
    new RegExp(String.raw`${start}(?:(?:AKIA|ASIA)[A-Z0-9]{16}|npm_[A-Za-z0-9]{30,})\b`, 'g'),
    '<key>',
  ],
  [new RegExp(String.raw`${start}(?:AIza|ya29\.|SG\.)[A-Za-z0-9._-]{30,}`, 'g'), '<key>'],
  [/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*)?/g, '<token>'],
  [/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._~-]{12,}/gi, '$1 <secret>'],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@'"`]*):[^\s@'"`]+@/gi, '$1:<password>@'],
  // password: "…", in code and in JSON. A key or a token is often only a name, and has no digits.
  [
    /((?:secret|passw(?:or)?d|pwd|credential)[\w-]*['"]?\s*[:=]\s*)(['"`])[^'"`\s]{6,}\2/gi,
    '$1$2<secret>$2',
  ],
  [
    /((?:key|token|auth)[\w-]*['"]?\s*[:=]\s*)(['"`])(?=[^'"`]*\d)(?=[^'"`]*[a-z])[^'"`\s]{12,}\2/gi,
    '$1$2<secret>$2',
  ],
  // password: …, in YAML, TOML and shell scripts.
  [
    /((?:key|secret|passw(?:or)?d|pwd|token)[\w-]*[ \t]*[:=][ \t]*)(?=[^\s'"`(){}[\],;]*\d)(?=[^\s'"`(){}[\],;]*[a-z])[^\s'"`(){}[\],;.]{8,}(?=[\s,;]|$)/gim,
    '$1<secret>',
  ],
  // What nobody writes by hand: long, with small and large letters and several digits.
  [
    /(?<![\w/+-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=(?:[\w-]*?\d){3})[\w-]{24,}(?![\w-])/g,
    '<long value>',
  ],
  [/(?<![\w-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{32,}(?![\w-])/gi, '<long value>'],
]

/**
 * Takes out of a text every value that is known to be a secret, in any of its usual spellings, and
 * what looks like one.
 */
export function secretRemover(known: Iterable<string>): (text: string) => string {
  const spellings = [...known]
    .filter(({ length }) => length >= 8)
    .flatMap(spellingsOf)
    // The longest first: a secret may be a part of another.
    .sort((one, other) => other.length - one.length)
  return (text) => {
    let clean = text
    for (const spelling of spellings) clean = clean.replaceAll(spelling, '<secret>')
    for (const [pattern, instead] of secretValues) clean = clean.replace(pattern, instead)
    return clean
  }
}

/** A value as it is, and as it stands in addresses, in JSON, in hexadecimal, in Base64 and backwards. */
function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    [...value].reverse().join(''),
    ...[0, 1, 2].flatMap((before) => base64Inside(bytes, before)),
  ]
}

/** What Base64 makes of some bytes inside of others: three ways, by how many stand before them. */
function base64Inside(bytes: Buffer, before: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(before), bytes])
  const first = Math.ceil((before * 8) / 6)
  const end = Math.floor((padded.length * 8) / 6)
  return (['base64', 'base64url'] as const).map((encoding) =>
    padded.toString(encoding).slice(first, end),
  )
}
