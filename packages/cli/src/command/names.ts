/** `firstName` in code is `first-name` at the terminal. */
export const flagName = (key: string) =>
  key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)

/** `firstName` stands for itself in help as `FIRST_NAME`. */
export const label = (key: string) => flagName(key).toUpperCase().replaceAll('-', '_')

/** The one that was probably meant, or undefined. */
export function closest(typed: string, known: string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  const allowed = Math.max(1, Math.floor(typed.length / 3))
  return best && best.distance <= allowed ? best.name : undefined
}

/** Insertions, deletions, replacements and swaps of neighbours that make one word of the other. */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const at = (up: number, left: number) => rows[i - up]?.[j - left] ?? 0
      const replaced = at(1, 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
      let distance = Math.min(at(1, 0) + 1, (row[j - 1] ?? 0) + 1, replaced)
      if (from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        distance = Math.min(distance, at(2, 2) + 1)
      }
      row.push(distance)
    }
    rows.push(row)
  }
  return rows[from.length]?.[to.length] ?? 0
}
