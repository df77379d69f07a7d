export type TokenKind = 'plain' | 'comment' | 'key' | 'string' | 'keyword'

export interface Token {
  kind: TokenKind
  text: string
}

const tokens =
  /(?<comment>(?<=^|\s)\/\/[^\n]*|^#[^\n]*|<!--[\s\S]*?-->)|(?<key>"(?:[^"\\\n]|\\.)*"(?=:))|(?<string>'[^'\n]*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<keyword>\b(?:async|await|catch|const|if|import|from|let|new|return|try|function|require)\b)/gm

/** Just enough colouring for the short samples shown here: JavaScript, JSON, HTML, shell and .env files. */
export function highlight(code: string): Token[] {
  const found: Token[] = []
  let end = 0
  for (const match of code.matchAll(tokens)) {
    if (match.index > end) found.push({ kind: 'plain', text: code.slice(end, match.index) })
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0]
    found.push({ kind: kind as TokenKind, text: match[0] })
    end = match.index + match[0].length
  }
  if (end < code.length) found.push({ kind: 'plain', text: code.slice(end) })
  return found
}
