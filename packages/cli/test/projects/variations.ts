import { expect } from 'vitest'
import { type Files, integrated, refusalOf } from './integrated.ts'

/** What has to become of a project that somebody has. */
export type Outcome =
  | {
      /** Words that a file has afterwards. */
      has?: Record<string, string>
      origin?: string
      signInPath?: string
      /** Beginnings of lines that are written anew: every other line of the project stays. */
      rewrites?: string[]
    }
  | {
      /** Words of the reason. */
      refused: string
    }

/**
 * Shows that a recipe composes with what is there, or refuses it in words. Lines that begin as in
 * `rewritten` are written anew in every variation.
 */
export function expectOutcome(files: Files, outcome: Outcome, rewritten: string[] = []): void {
  if ('refused' in outcome) {
    expect(refusalOf(files).message).toContain(outcome.refused)
    return
  }
  const { integration, text } = integrated(files)
  const { has = {}, rewrites = [], ...addresses } = outcome
  const beginnings = [...rewritten, ...rewrites]
  expect(integration).toMatchObject(addresses)
  for (const [path, words] of Object.entries(has)) expect(text(path)).toContain(words)
  for (const [path, before] of Object.entries(files)) {
    if (typeof before === 'string') expectKept(before, text(path), beginnings)
  }
}

function expectKept(before: string, after: string, rewrites: string[]): void {
  for (const line of before.split('\n').map((text) => text.trim())) {
    if (!rewrites.some((beginning) => line.startsWith(beginning))) expect(after).toContain(line)
  }
  const endsInReturns = /\r\n/.test(before)
  if (endsInReturns) expect(after).not.toMatch(/(?<!\r)\n/)
}
