/** What would not be the same file when it is written again. */
export const isBinary = (text: string | null) => /[\0\uFFFD]/.test(text ?? '')

const hasWindowsEnds = (text: string) => text.includes('\r\n')
const isMixed = (text: string) => hasWindowsEnds(text) && /(?<!\r)\n/.test(text)

/** A model writes line feeds alone. Where a file has both, each line keeps what it has. */
export const plain = (text: string, file: string) =>
  isMixed(file) ? text : text.replaceAll('\r\n', '\n')

export function withLineEndsOf(before: string | null, after: string): string {
  return before && hasWindowsEnds(before) && !isMixed(before)
    ? after.replaceAll('\n', '\r\n')
    : after
}
