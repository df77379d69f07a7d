import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** In the dark a page has the same parts in the same places: only its colours are looked at again. */
const rulesIn = {
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: ['color-contrast', 'link-in-text-block'],
}
type Scheme = keyof typeof rulesIn

const notOurs = [
  // The preview of a mail is a document of its own, without scripts and so without axe.
  'iframe',
  // Radix puts tooltips at the end of the body, outside of all landmarks, and hides them there.
  '[data-radix-popper-content-wrapper]:has([role=tooltip])',
]

/** Set to a folder: every look that is checked is also kept there as a picture. */
const pictureFolder = process.env.LATCHKEY_PICTURES

interface LookOptions {
  widths: number[]
  /** Only this part of the page, for what opens above it and hides the rest. */
  within?: string
}

/** What a reader may ask for (WCAG 1.4.12), in a sheet that the page's policy does not forbid. */
const textSpacing = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}`

/**
 * Looks at the page as it stands, light and dark, at each width: axe finds nothing, and nothing has
 * to be scrolled sideways, neither when it is enlarged four times nor with more space in its text.
 * Leaves the page as it was.
 */
export async function expectGoodLooks(
  page: Page,
  name: string,
  { widths, within }: LookOptions,
): Promise<void> {
  const before = page.viewportSize()
  const problems: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of ['light', 'dark'] satisfies Scheme[]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.evaluate(settle)
      if (pictureFolder) await takePicture(page, `${name} ${width} ${colorScheme}`)
      const found = await findProblems(page, rulesIn[colorScheme], within)
      problems.push(...found.map((problem) => `${colorScheme}, ${width} px: ${problem}`))
    }
  }
  problems.push(...(await findTightness(page)))
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (before) await page.setViewportSize(before)
  expect(problems, name).toEqual([])
}

async function findProblems(
  page: Page,
  rules: string[],
  within: string | undefined,
): Promise<string[]> {
  // Once for each document: its 600 kB take longer to read than most pages take to be checked.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const context = { ...(within ? { include: within } : {}), exclude: notOurs }
  const options: axe.RunOptions = { runOnly: rules, resultTypes: ['violations'] }
  const { violations } = await page.evaluate(
    ([context, options]) => (window as unknown as { axe: typeof axe }).axe.run(context, options),
    [context, options] as const,
  )
  const problems = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary}`),
  )
  const excess = await excessWidth(page)
  return excess === 0 ? problems : [...problems, `${excess} pixels to scroll sideways`]
}

/** 320 px are what a window of 1,280 px has left at 400 % (WCAG 1.4.10). */
async function findTightness(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 640 })
  const enlarged = await excessWidth(page)
  await page.setViewportSize({ width: 360, height: 640 })
  const spaced = await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
    const { scrollWidth, clientWidth } = document.documentElement
    document.adoptedStyleSheets.pop()
    return scrollWidth - clientWidth
  }, textSpacing)
  const problems = { 'at 400 %': enlarged, 'with more space in the text': spaced }
  return Object.entries(problems)
    .filter(([, excess]) => excess > 0)
    .map(([where, excess]) => `${excess} pixels to scroll sideways ${where}`)
}

/** By how much the document is wider than the window. */
export const excessWidth = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })

/** Scripts have heard of the change once a frame was drawn; what moves has then begun to, and ends. */
async function settle(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve))
  const moving = document
    .getAnimations()
    .filter((animation) => animation.effect?.getTiming().iterations !== Number.POSITIVE_INFINITY)
  await Promise.allSettled(moving.map((animation) => animation.finished))
}

async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(pictureFolder as string, { recursive: true })
  const file = `${name.replaceAll(/[^\w]+/g, '-')}.png`
  await page.screenshot({ path: join(pictureFolder as string, file), fullPage: true })
}
