import { testTemplates } from './test-templates.ts'
import { byAddress } from './walks.ts'

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

const astro = (files: Record<string, string | object>) => ({
  framework: 'astro',
  files,
  portFlag: '--port',
})

testTemplates(
  [
    ['Astro', astro(minimal)],
    ['Astro with a layout and middleware', astro(basics)],
  ],
  byAddress,
)
