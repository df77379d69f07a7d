import type { Node } from '@babel/types'
import { dependencyRange, majorVersion, type Project, portOfScript } from '../../project/project.ts'
import { type Integration, RecipeRefusal } from '../../recipe.ts'
import { propertyNamed, stringOf, walk } from '../../syntax/nodes.ts'
import { readModule } from '../source-files.ts'

/** The newest that `@workos-inc/authkit-nextjs` is made for: what `latest` and `canary` mean. */
const newestMajor = 16
const oldestMajor = 14

const configurations = [
  'next.config.ts',
  'next.config.mts',
  'next.config.mjs',
  'next.config.js',
  'next.config.cjs',
]

/** `app` or `src/app`, `pages` or `src/pages`: Next.js takes the one at the root where both are. */
export function routerFolder(
  { tree }: Project,
  name: 'app' | 'pages',
): { folder: string; root: string } | undefined {
  const found = [
    { folder: name, root: '' },
    { folder: `src/${name}`, root: 'src/' },
  ]
  return found.find(({ folder }) => tree.list(folder).some((path) => /\.[jt]sx?$/.test(path)))
}

/** The major version that is installed, else the one that is asked for. */
export function nextMajor(project: Project): number {
  return majorVersion(project, 'next') ?? newestMajor
}

/** Refuses what changes where pages are, or leaves no server that could keep a session. */
export function refuseUnknownSetUp(project: Project): void {
  if (nextMajor(project) < oldestMajor) {
    throw new RecipeRefusal(
      `package.json asks for Next.js ${dependencyRange(project, 'next')}; the recipe is for ${oldestMajor} and newer.`,
      'package.json',
    )
  }
  const path = project.tree.firstOf(configurations)
  const name = path && unknownSetting(readModule(project, path).program)
  if (!name) return
  throw new RecipeRefusal(
    `${path} sets \`${name}\`, and with it the addresses or the server that sign-in needs are other ones.`,
    path,
  )
}

function unknownSetting(configuration: Node): string | undefined {
  const output = propertyNamed(configuration, 'output')
  if (output && walk(output.value, (node) => stringOf(node) === 'export')) return 'output'
  return ['basePath', 'i18n', 'pageExtensions'].find((name) => propertyNamed(configuration, name))
}

/** What is the same for both routers. */
export function nextIntegration(
  project: Project,
  { callbackPath, signInPath }: { callbackPath: string; signInPath: string },
): Pick<
  Integration,
  | 'environmentFile'
  | 'origin'
  | 'callbackPath'
  | 'signInPath'
  | 'signedOutPath'
  | 'callsFromBrowser'
  | 'checks'
  | 'runScript'
> {
  const scripts = project.packageJson.scripts ?? {}
  const scheme = scripts.dev?.includes('--experimental-https') ? 'https' : 'http'
  return {
    environmentFile: '.env.local',
    origin: `${scheme}://localhost:${portOfScript(scripts.dev) ?? 3000}`,
    callbackPath,
    signInPath,
    signedOutPath: '/',
    callsFromBrowser: false,
    checks: ['typecheck', 'build'].filter((script) => script in scripts),
    runScript: 'dev',
  }
}
