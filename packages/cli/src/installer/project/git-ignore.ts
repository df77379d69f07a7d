/** Adds patterns to a .gitignore, each once, after what is there. */
export function withIgnored(text: string | null, patterns: readonly string[]): string {
  const lines = (text ?? '').split(/\r?\n/)
  const missing = patterns.filter((pattern) => !lines.some((line) => means(line, pattern)))
  if (missing.length === 0) return text ?? ''
  const newline = text?.includes('\r\n') ? '\r\n' : '\n'
  while (lines.length > 0 && lines.at(-1) === '') lines.pop()
  return [...lines, ...missing, ''].join(newline)
}

/** `.env`, `/.env` and `.env*` all leave out `.env`. */
function means(line: string, pattern: string): boolean {
  const rule = line.trim().replace(/^\//, '').replace(/\/$/, '')
  const wanted = pattern.replace(/\/$/, '')
  if (rule === '' || rule.startsWith('#') || rule.startsWith('!')) return false
  const expression = rule.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '[^/]*')
  return new RegExp(`^${expression}$`).test(wanted)
}
