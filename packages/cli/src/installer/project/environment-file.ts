/** One variable of an environment file. */
export interface Setting {
  name: string
  value: string
}

interface Settled {
  text: string
  /** Written, because the file did not have them or had them empty. */
  added: string[]
  /** There already with another value, which stays. */
  kept: string[]
}

// A line that sets a variable, as dotenv, Vite and Next.js all read it.
const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)$/

/** What an environment file sets; of a variable that is set twice, the last value. */
export function readSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = assignment.exec(line) ?? []
    if (name !== undefined && value !== undefined) settings.set(name, unquoted(value))
  }
  return settings
}

/**
 * Puts settings into an environment file. Lines that are there stay as they are, except those that
 * set one of our names to nothing: they are the blanks of a template, and are filled in.
 */
export function withSettings(text: string | null, settings: readonly Setting[]): Settled {
  const present = readSettings(text ?? '')
  const wanted = new Map(settings.map(({ name, value }) => [name, value]))
  const missing = settings.filter(({ name }) => !present.get(name))
  const kept = settings
    .filter(({ name, value }) => present.get(name) && present.get(name) !== value)
    .map(({ name }) => name)

  const filled = new Set<string>()
  const newline = text?.includes('\r\n') ? '\r\n' : '\n'
  const lines = (text ?? '').split(/\r?\n/).map((line) => {
    const name = assignment.exec(line)?.[1]
    const value = name === undefined ? undefined : wanted.get(name)
    if (name === undefined || value === undefined || present.get(name)) return line
    filled.add(name)
    return `${name}=${quoted(value)}`
  })
  const appended = missing.filter(({ name }) => !filled.has(name))
  if (appended.length > 0) {
    while (lines.length > 0 && lines.at(-1) === '') lines.pop()
    if (lines.length > 0) lines.push('')
    lines.push(...appended.map(({ name, value }) => `${name}=${quoted(value)}`), '')
  }
  return { text: lines.join(newline), added: missing.map(({ name }) => name), kept }
}

function unquoted(value: string): string {
  const trimmed = value.trim()
  const [, , inside] = /^(["'`])(.*)\1/.exec(trimmed) ?? []
  return inside ?? trimmed.replace(/\s+#.*$/, '')
}

/** Quoted only where a reader would otherwise see something else. */
function quoted(value: string): string {
  return /[\s#"'`$\\]/.test(value) ? `'${value.replaceAll("'", "\\'")}'` : value
}
