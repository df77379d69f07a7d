import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  type Browser,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core'

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const longestWaitMilliseconds = 60_000

/** The one launcher of all browser tests: the system's browser, Playwright's, or the one npm brought. */
export const launchBrowser = (): Promise<Browser> =>
  launchFirst((options) => chromium.launch(options))

/** The same browser for programs of their own: they connect to it by its address. */
export const launchBrowserServer = (): Promise<BrowserServer> =>
  launchFirst((options) => chromium.launchServer(options))

async function launchFirst<Launched>(
  launch: (options: LaunchOptions) => Promise<Launched>,
): Promise<Launched> {
  const installed = [...systemBrowsers, chromium.executablePath()].filter(existsSync)
  for (const executablePath of installed) {
    // A program of this name may be a stand-in that only tells how to install the browser.
    const launched = await launch({ executablePath }).catch(() => null)
    if (launched) return launched
  }
  return launch(await packedBrowser())
}

/**
 * Somebody's browser, which has never been here. It waits for less time than a test may take, so
 * that what did not appear is named, and not only that time was up.
 */
export async function openPage(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(longestWaitMilliseconds)
  return context.newPage()
}

/**
 * The browser of @sparticuz/chromium, with the libraries and the font that a bare machine lacks.
 * The arguments that come with it are for scraping: they turn off the web's security, which is what
 * these tests rely on.
 */
async function packedBrowser(): Promise<LaunchOptions> {
  const home = fileURLToPath(new URL('../node_modules/.cache/latchkey-chromium', import.meta.url))
  if (!existsSync(home)) await unpackInto(home)
  return {
    executablePath: join(home, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  }
}

/** Appears whole or not at all: test files run side by side and all want it at once. */
async function unpackInto(home: string): Promise<void> {
  await mkdir(join(home, '..'), { recursive: true })
  const unfinished = await mkdtemp(`${home}-`)
  const script = fileURLToPath(new URL('./unpack-chromium.mjs', import.meta.url))
  await promisify(execFile)(process.execPath, [script], {
    env: { ...process.env, TMPDIR: unfinished },
  })
  await writeFile(join(unfinished, 'fonts.conf'), fontConfiguration)
  await rename(unfinished, home).catch(() => rm(unfinished, { recursive: true }))
}

/** The system's fonts where it has any, and always the one that came along. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
