import type { Paint } from './paint.ts'

/** A patch with what is added and what is removed in their colours. */
export function paintPatch(patch: string, paint: Paint): string {
  return patch
    .split('\n')
    .map((line) => {
      if (/^(?:diff |new file|deleted file|--- |\+\+\+ |@@)/.test(line)) return paint.quiet(line)
      if (line.startsWith('+')) return paint.good(line)
      return line.startsWith('-') ? paint.bad(line) : line
    })
    .join('\n')
}
