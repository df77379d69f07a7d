import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { launchBrowser } from '../../../../tests/browser.ts'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { walk } from './servers.ts'
import { startApplication } from './template.ts'

let platform: TestPlatform
let browser: Browser

beforeAll(async () => {
  ;[platform, browser] = await Promise.all([startTestPlatform(), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

const page = (content: string) =>
  `<html lang="en">\n  <head>\n    <title>Astro</title>\n  </head>\n  <body>\n    ${content}\n  </body>\n</html>\n`

/** As `create-astro` makes them; its templates are on GitHub. */
const minimal = {
  'package.json': {
    name: 'app',
    type: 'module',
    scripts: { dev: 'astro dev', build: 'astro build', check: 'astro check' },
    dependencies: { astro: '^7' },
    devDependencies: { '@astrojs/check': '^0.9', typescript: '^5' },
  },
  'tsconfig.json': {
    extends: 'astro/tsconfigs/strict',
    include: ['.astro/types.d.ts', '**/*'],
    exclude: ['dist'],
  },
  'astro.config.mjs':
    "import { defineConfig } from 'astro/config';\n\nexport default defineConfig({});\n",
  'src/pages/index.astro': page('<h1>Astro</h1>'),
}

const basics = {
  ...minimal,
  'src/layouts/Layout.astro': page('<slot />'),
  'src/pages/index.astro':
    "---\nimport Layout from '../layouts/Layout.astro';\n---\n\n<Layout><h1>Welcome</h1></Layout>\n",
  'src/middleware.ts':
    "import { defineMiddleware } from 'astro:middleware';\n\nexport const onRequest = defineMiddleware((context, next) => next());\n",
}

test.each([
  ['Astro', minimal],
  ['Astro with a layout and middleware', basics],
])('%s: from its template to a signed-in user, by commands only', async (_, files) => {
  const application = await startApplication(platform, { files, portFlag: '--port' })
  try {
    await walk(browser, platform, application)
  } finally {
    await application.stop()
  }
})
