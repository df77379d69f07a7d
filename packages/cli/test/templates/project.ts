import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { findFreePort } from '../../../../tests/platform.ts'
import { ownEnvironment, runIn } from '../../../../tests/programs.ts'
import {
  type PackageManagerName,
  packageManager,
} from '../../src/installer/project/package-manager.ts'
import { emptyFolder, json } from '../run.ts'
import { runProcess } from '../run-process.ts'

/** A project as the creator of a framework makes it. */
export interface Template {
  /** What makes the framework: its installed version is shown beside the time. Node.js itself when left out. */
  framework?: string
  /** What runs the creator: `['create-vite@9', 'app', '--template', 'react-ts']`. Makes the folder `app`. */
  create?: string[]
  /** In its place, where a creator fetches its templates from elsewhere than the registry. */
  files?: Record<string, string | object>
  /** How the development server is told its port: `--port` behind its script, `PORT=` before it. */
  portFlag: string
  /** The script that is told; `dev` when left out. */
  portScript?: string
  /** What the project's own scripts do not do, such as `['tsc', '--noEmit']`. */
  typeCheck?: string[]
  /** npm when left out. */
  packageManager?: PackageManagerName
  env?: () => Promise<Record<string, string>>
}

/** A template made, with its packages installed as its creator would. */
export interface Project {
  folder: string
  env: Record<string, string>
  /** Of the framework. */
  version: string
  latchkey(...words: string[]): ReturnType<typeof runProcess>
}

export async function makeProject(template: Template): Promise<Project> {
  const env = { ...ownEnvironment(), ...(await template.env?.()) }
  const folder = await writeProject(template, env)
  await choosePort(folder, template)
  const { program, arguments: words } = packageManager(template.packageManager ?? 'npm').install()
  await runIn(folder, program, words, env)
  const latchkey = (...args: string[]) => runProcess(args, { cwd: folder, env })
  return { folder, env, latchkey, version: await versionOf(folder, template.framework) }
}

async function writeProject(
  { create, files = {} }: Template,
  env: Record<string, string>,
): Promise<string> {
  const parent = await emptyFolder()
  onTestFinished(() => rm(parent, { recursive: true, force: true }))
  if (create) await runIn(parent, 'npx', ['--yes', ...create], { ...env, CI: '1' })
  const folder = join(parent, 'app')
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(
      join(folder, path),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    )
  }
  return folder
}

/** Test runs go on side by side, and 3000 may be taken: the project says which port it uses. */
async function choosePort(
  folder: string,
  { portFlag, portScript = 'dev' }: Template,
): Promise<void> {
  const path = join(folder, 'package.json')
  const project = JSON.parse(await readFile(path, 'utf8'))
  const script = project.scripts[portScript].replace(/ --port \d+/, '')
  const port = await findFreePort()
  project.scripts[portScript] = portFlag.endsWith('=')
    ? `${portFlag}${port} ${script}`
    : `${script} ${portFlag} ${port}`
  await writeFile(path, `${JSON.stringify(project, null, 2)}\n`)
}

async function versionOf(folder: string, framework: string | undefined): Promise<string> {
  if (framework === undefined) return process.versions.node
  const manifest = join(folder, 'node_modules', framework, 'package.json')
  return JSON.parse(await readFile(manifest, 'utf8')).version
}

/** Brings what the installer will add into the package manager's cache, by adding it elsewhere. */
export async function warmCache({ packageManager: name = 'npm' }: Template, project: Project) {
  const planned = await project.latchkey('init', '--new-platform', '--dry-run', '--json')
  if (planned.code !== 0) throw new Error(planned.stderr)
  // Ours comes with the command.
  const packages = json(planned).data.packages.filter((added: string) => !ourSdk.test(added))
  if (packages.length === 0) return
  const elsewhere = await emptyFolder()
  onTestFinished(() => rm(elsewhere, { recursive: true, force: true }))
  await writeFile(join(elsewhere, 'package.json'), '{ "name": "elsewhere", "private": true }\n')
  const { program, arguments: words } = packageManager(name).add(packages)
  await runIn(elsewhere, program, words, project.env)
}

const ourSdk = /^@latchkey\/node(?:@|$)/
