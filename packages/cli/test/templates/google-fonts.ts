import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'

/**
 * The templates of Next.js take their fonts from Google at build time. Tests ask nobody but the
 * package registry, so Next.js is told the answers in the way that its own tests are.
 */
export async function googleFonts(): Promise<Record<string, string>> {
  const address = (name: string) =>
    `https://fonts.googleapis.com/css2?family=${name}:wght@100..900&display=swap`
  const face = (name: string) => `@font-face { font-family: '${name}'; src: local('Arial'); }`
  const answers = {
    [address('Geist')]: face('Geist'),
    [address('Geist+Mono')]: face('Geist Mono'),
  }
  const path = join(inject('scratchFolder'), 'google-fonts.js')
  await writeFile(path, `module.exports = ${JSON.stringify(answers)}\n`)
  return { NEXT_FONT_GOOGLE_MOCKED_RESPONSES: path, NEXT_TELEMETRY_DISABLED: '1' }
}
