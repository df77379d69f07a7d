import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { inject } from 'vitest'
import { ownEnvironment, runIn } from '../../../../tests/programs.ts'
import type { PackageManagerName } from '../../src/installer/project/package-manager.ts'
import type { Template } from './project.ts'
import { testTemplates } from './test-templates.ts'
import { byAddress, onOnePage } from './walks.ts'

/** The package manager itself comes from the registry, and is first on the PATH. */
const withProgram = (specification: string) => async () => {
  const env = ownEnvironment()
  const home = join(inject('scratchFolder'), specification.replaceAll('/', '-'))
  await mkdir(home, { recursive: true })
  await writeFile(join(home, 'package.json'), '{ "name": "tools", "private": true }\n')
  await runIn(home, 'npm', ['install', '--no-audit', '--no-fund', specification], env)
  return { PATH: [join(home, 'node_modules', '.bin'), env.PATH].join(delimiter) }
}

const express = (
  packageManager: PackageManagerName,
  specification: string,
  files: Template['files'] = {},
): Template => ({
  framework: 'express',
  files: {
    'package.json': {
      name: 'app',
      private: true,
      type: 'module',
      scripts: { dev: 'node server.js' },
      dependencies: { express: '^5' },
    },
    'server.js':
      "import express from 'express'\n\nconst app = express()\n\napp.listen(process.env.PORT)\n",
    ...files,
  },
  portFlag: 'PORT=',
  packageManager,
  env: withProgram(specification),
})

const vite = (packageManager: PackageManagerName, specification: string): Template => ({
  framework: 'vite',
  create: ['create-vite@9', 'app', '--template', 'react-ts', '--no-interactive'],
  portFlag: '--strictPort --port',
  packageManager,
  env: withProgram(specification),
})

/** Where its packages are asked for; without this Yarn keeps them in archives. */
const nodeModules = { '.yarnrc.yml': 'nodeLinker: node-modules\n' }

testTemplates(
  [
    ['Express with pnpm', express('pnpm', 'pnpm')],
    ['Express with Yarn', express('yarn', '@yarnpkg/cli-dist', nodeModules)],
    ['Express with Yarn 1', express('yarn', 'yarn@1')],
    ['Express with Bun', express('bun', 'bun')],
  ],
  byAddress,
)

testTemplates(
  [
    ['React with pnpm', vite('pnpm', 'pnpm')],
    ['React with Yarn 1', vite('yarn', 'yarn@1')],
    ['React with Bun', vite('bun', 'bun')],
  ],
  onOnePage,
)
