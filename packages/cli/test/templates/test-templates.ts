import { readdir } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../../../../tests/browser.ts'
import { runIn } from '../../../../tests/programs.ts'
import { signUp } from '../../../../tests/sign-up.ts'
import type { PackageManagerName } from '../../src/installer/project/package-manager.ts'
import { json } from '../run.ts'
import { startApplication } from './application.ts'
import type { Measurement } from './measurement.ts'
import { makeProject, type Project, type Template, warmCache } from './project.ts'
import type { Walk } from './walks.ts'

/** What else is true of an application while it runs and nobody is signed in. */
type Further = (signIn: string) => Promise<void>

/**
 * One test a template. The clock covers what a person waits for who has an application and wants
 * sign-in: `latchkey init` with the start of a platform, the installation of the SDK from a warm
 * cache and the project's own checks; the start of the application; somebody new who signs up in a
 * browser. The template is made and installed before.
 */
export function testTemplates(
  templates: readonly [name: string, template: Template][],
  walk: Walk,
  further?: Further,
): void {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser?.close())

  test.for(templates)(
    '%s: from its template to a signed-in user, by commands only',
    async ([name, template], { task }) => {
      const measurement: Measurement = { template: name }
      task.meta.measurement = measurement
      const project = await makeProject(template)
      measurement.version = project.version
      await warmCache(template, project)
      try {
        await walkThrough(browser, project, walk, measurement, further)
        await keepsPackageManager(project, template)
        await staysAsItIs(project, template)
      } finally {
        await project.latchkey('stop')
      }
    },
  )
}

async function walkThrough(
  browser: Browser,
  project: Project,
  walk: Walk,
  measurement: Measurement,
  further: Further | undefined,
): Promise<void> {
  const startedAt = performance.now()
  const secondsSince = () => (performance.now() - startedAt) / 1000
  const installed = await project.latchkey('init', '--new-platform', '--json')
  if (installed.code !== 0) throw new Error(installed.stderr)
  measurement.initSeconds = secondsSince()

  const { signIn, run, url: platformUrl } = json(installed).data
  const application = await startApplication(project, { run, signIn })
  const page = await openPage(browser)
  try {
    const email = await signUp(page, platformUrl, walk.begin(signIn))
    measurement.signedInSeconds = secondsSince()
    await walk.leave({ page, email, signIn, platformUrl })
    await further?.(signIn)
  } finally {
    await page.context().close()
    await application.stop()
  }
}

/** Each package manager has a lock file of its own, and init may leave that of no other. */
async function keepsPackageManager({ folder }: Project, { packageManager = 'npm' }: Template) {
  const present = (await readdir(folder)).filter((name) => Object.hasOwn(lockFiles, name))
  expect(present.map((name) => lockFiles[name])).toEqual([packageManager])
}

const lockFiles: Record<string, PackageManagerName> = {
  'package-lock.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
}

/** A second time there is nothing to do, and what the project's scripts do not check is right, too. */
async function staysAsItIs({ folder, env, latchkey }: Project, { typeCheck }: Template) {
  const again = await latchkey('init', '--json')
  expect(again.code, again.stderr).toBe(0)
  expect(json(again).data.files).toEqual([])
  if (typeCheck) await runIn(folder, 'npx', ['--no-install', ...typeCheck], env)
}
