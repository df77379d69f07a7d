import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { runQuietly, step } from './step.mjs'

/** Installs what package-lock.json lists, unless it is installed already. */
export async function ensureDependencies(folder = root) {
  const stampFile = join(folder, 'node_modules', '.latchkey-installed')
  const lock = readFileSync(join(folder, 'package-lock.json'))
  const digest = createHash('sha256').update(lock).digest('hex')
  if (read(stampFile) === digest) return
  if (!isInstalled(folder, JSON.parse(lock))) {
    await step('Installing packages', () => install(folder))
  }
  // It lies in node_modules and goes with it.
  writeFileSync(stampFile, digest)
}

function install(folder) {
  // No package here needs its install script to work, so none gets to run one. Development
  // packages are needed to build, whatever NODE_ENV or npm's own settings say.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=warn']
  const { npm_execpath: npm = '' } = process.env
  // Under "npm start" that very npm is used; npm_execpath may also be another package manager.
  if (/npm-cli\.[cm]?js$/.test(npm)) {
    return runQuietly(process.execPath, [npm, ...args], { cwd: folder })
  }
  return runQuietly('npm', args, { cwd: folder, shell: process.platform === 'win32' })
}

/** Whether npm has installed exactly this before: it keeps a list of what lies in node_modules. */
function isInstalled(folder, lock) {
  const list = read(join(folder, 'node_modules', '.package-lock.json'))
  if (!list) return false
  const installed = JSON.parse(list).packages
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .every(([path, wanted]) =>
      installed[path] ? installed[path].version === wanted.version : !isNeededHere(wanted),
    )
}

/** npm leaves out optional packages that are made for other systems. */
function isNeededHere({ optional, os, cpu, libc }) {
  if (!optional) return true
  if (!os || !cpu || libc) return false
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
