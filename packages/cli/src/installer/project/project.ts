import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../../command/command-error.ts'
import { detectPackageManager, type PackageManager } from './package-manager.ts'
import { Tree } from './tree.ts'

interface PackageJson {
  name?: string
  type?: string
  main?: string
  packageManager?: string
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** An application on disk, as the installer sees it. */
export interface Project {
  tree: Tree
  packageJson: PackageJson
  packageManager: PackageManager
  usesTypeScript: boolean
}

/** Reads the project in a folder. Throws a {@link CommandError} when the folder holds none. */
export function readProject(root: string): Project {
  const tree = new Tree(root)
  const text = tree.read('package.json')
  if (text === null) {
    const language = otherLanguages.find(({ file }) => tree.exists(file))?.language
    if (language) throw notSupported(language)
    throw new CommandError('no_project', `There is no package.json in ${root}.`, {
      recovery: 'Run this in the folder of your application, or make one with `npm init`.',
    })
  }
  const packageJson = parsePackageJson(text)
  return {
    tree,
    packageJson,
    packageManager: detectPackageManager(tree.root, packageJson.packageManager),
    usesTypeScript: tree.exists('tsconfig.json'),
  }
}

/** What says that a project is written in another language. */
const otherLanguages = [
  { file: 'composer.json', language: 'PHP' },
  { file: 'index.php', language: 'PHP' },
  { file: 'pyproject.toml', language: 'Python' },
  { file: 'requirements.txt', language: 'Python' },
  { file: 'Gemfile', language: 'Ruby' },
  { file: 'go.mod', language: 'Go' },
  { file: 'pom.xml', language: 'Java' },
  { file: 'build.gradle', language: 'Java' },
  { file: 'build.gradle.kts', language: 'Kotlin' },
  { file: 'mix.exs', language: 'Elixir' },
  { file: 'Cargo.toml', language: 'Rust' },
]

function notSupported(language: string): CommandError {
  return new CommandError(
    'language_not_supported',
    `This is a ${language} project, and the installer writes JavaScript and TypeScript only.`,
    {
      recovery:
        "Latchkey speaks the WorkOS API: use WorkOS's SDK for your language, if there is one, with the address of your platform. The guide says what it needs: other-frameworks.",
    },
  )
}

/** The range in which the project asks for a package, or undefined when it does not. */
export function dependencyRange(project: Project, name: string): string | undefined {
  const { dependencies, devDependencies, peerDependencies } = project.packageJson
  return dependencies?.[name] ?? devDependencies?.[name] ?? peerDependencies?.[name]
}

export function dependsOn(project: Project, name: string): boolean {
  return dependencyRange(project, name) !== undefined
}

/** The lowest major version that a range allows, or undefined for tags, links and `*`. */
export function majorOf(range: string | undefined): number | undefined {
  const digits = /(\d+)(?:\.|$|-| )/.exec(`${range ?? ''} `)?.[1]
  return digits === undefined || /^(?:file|link|workspace|git|https?):/.test(range ?? '')
    ? undefined
    : Number(digits)
}

/** The major version of a package that is installed, else that is asked for. */
export function majorVersion(project: Project, name: string): number | undefined {
  return majorOf(installedVersion(project.tree.root, name) ?? dependencyRange(project, name))
}

function installedVersion(root: string, name: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
      .version
  } catch {
    return undefined
  }
}

/** The port that a script names (`next dev -p 3001`, `PORT=5000 node .`), or undefined. */
export function portOfScript(script: string | undefined): number | undefined {
  const [, port] =
    /(?:(?<![\w-])(?:--port|-p)[ =]?|\bPORT=)["']?(\d{2,5})\b/.exec(script ?? '') ?? []
  return port === undefined ? undefined : Number(port)
}

function parsePackageJson(text: string): PackageJson {
  try {
    // Some editors begin a file with a byte order mark, and package managers pass over it.
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch {
    // Said below, with what to do.
  }
  throw new CommandError('broken_package_json', 'package.json is not a JSON object.', {
    recovery: 'Mend it (`npm pkg get name` names the place), then run this again.',
  })
}
