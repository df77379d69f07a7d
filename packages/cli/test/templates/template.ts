import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { TestPlatform } from '../platform.ts'
import { emptyFolder, json } from '../run.ts'

/** A project as the creator of a framework makes it. */
export interface Template {
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
  env?: Record<string, string>
}

/** A fresh project with AuthKit in it, and its development server. */
export interface Application {
  folder: string
  signInUrl: string
  /** What a second `latchkey init` changed. */
  changedAgain: string[]
  stop(): Promise<void>
}

const readyWithinMilliseconds = 120_000
const endedWithinMilliseconds = 10_000

/** Creator, `latchkey init` with its checks, `latchkey init` again, type check, development server. */
export async function startApplication(
  platform: TestPlatform,
  template: Template,
): Promise<Application> {
  const folder = await makeProject(template)
  await choosePort(folder, template)
  const env = { ...programs(), ...template.env }
  const clientId = platform.server.staging.clientId
  const words = ['init', '--url', platform.url, '--client-id', clientId, '--json']
  const init = () => platform.run(words, { cwd: folder, env })
  const installed = await init()
  if (installed.code !== 0) throw new Error(installed.stderr)
  const again = await init()
  if (again.code !== 0) throw new Error(again.stderr)
  if (template.typeCheck) await runIn(folder, 'npx', ['--no-install', ...template.typeCheck], env)
  const { signIn, run } = json(installed).data
  const server = startServer(folder, run, env)
  await untilAnswers(new URL('/', signIn), server)
  return {
    folder,
    signInUrl: signIn,
    changedAgain: json(again).data.files,
    stop: () => stopGroup(server.child),
  }
}

async function makeProject({ create, files = {}, env }: Template): Promise<string> {
  const parent = await emptyFolder()
  onTestFinished(() => rm(parent, { recursive: true, force: true }))
  if (create) await runIn(parent, 'npx', ['--yes', ...create], { ...programs(), ...env, CI: '1' })
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

function startServer(folder: string, run: string, env: Record<string, string>) {
  const [program = 'npm', ...words] = run.split(' ')
  // In a group of its own, because npm starts a shell that starts the server.
  const child = spawn(program, words, { cwd: folder, env, detached: true })
  const server = { child, printed: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      server.printed += chunk
    })
  }
  return server
}

async function untilAnswers(
  url: URL,
  server: { child: ChildProcess; printed: string },
): Promise<void> {
  const until = Date.now() + readyWithinMilliseconds
  while (Date.now() < until && server.child.exitCode === null) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return
    await wait(250)
  }
  await stopGroup(server.child)
  throw new Error(`${url} does not answer.\n${server.printed}`)
}

/** Ends a server with everything that it started, and waits for all of them. */
async function stopGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return
  // What has ended stays in the list of processes where nobody asks how it ended.
  const until = Date.now() + endedWithinMilliseconds
  while (Date.now() < until && signalGroup(pid, 'SIGTERM')) await wait(100)
}

/** False when nobody of the group is left. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** Creators ask when there is somebody to ask: nobody types here. */
async function runIn(
  folder: string,
  program: string,
  words: string[],
  env: Record<string, string>,
): Promise<void> {
  const child = spawn(program, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  if (code !== 0) throw new Error(`${program} ${words.join(' ')}\n${stdout}\n${stderr}`)
}

/** Where programs, the package manager's cache and authorities are: nothing else of our environment. */
function programs(): Record<string, string> {
  const { PATH = '', HOME = '', NODE_EXTRA_CA_CERTS = '' } = process.env
  return { PATH, HOME, ...(NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS }) }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
