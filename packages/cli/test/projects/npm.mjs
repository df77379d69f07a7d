import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A package manager of the tests' own: what the installer asks of npm, without a registry. TEST_NPM
 * says what goes wrong: `fails install` and `hangs install`.
 */
const [verb, ...rest] = process.argv.slice(2)
const words = rest.filter((word) => !word.startsWith('-'))

const [trouble, at] = (process.env.TEST_NPM ?? '').split(' ')
if (trouble === 'fails' && at === verb) {
  process.stderr.write('npm error 404 Not Found\n')
  process.exit(1)
}

const commands = {
  pack() {
    const name = 'latchkey-node-0.1.0.tgz'
    const folder = rest[rest.indexOf('--pack-destination') + 1]
    // About as large as the real one, and no text.
    writeFileSync(join(folder, name), Buffer.alloc(65_536, 255))
    process.stdout.write(`${name}\n`)
  },
  install: () => change((dependencies) => Object.assign(dependencies, versionsOf(words))),
  uninstall: () =>
    change((dependencies) => {
      for (const name of words) delete dependencies[name]
    }),
  run() {
    const script = readPackageJson().scripts[words[0]]
    const { status } = spawnSync('sh', ['-c', script], { stdio: 'inherit' })
    process.exitCode = status
  },
}

function versionsOf(specifications) {
  return Object.fromEntries(
    specifications.map((specification) => {
      const end = specification.indexOf('@', 1)
      return end === -1
        ? [specification, '*']
        : [specification.slice(0, end), specification.slice(end + 1)]
    }),
  )
}

/** As npm does: package.json when something was asked for, the lock file and the modules always. */
function change(edit) {
  const packageJson = readPackageJson()
  packageJson.dependencies ??= {}
  edit(packageJson.dependencies)
  if (words.length > 0) writeJson('package.json', packageJson)
  writeJson('package-lock.json', packageJson.dependencies)
  rmSync('node_modules', { recursive: true, force: true })
  for (const name of Object.keys(packageJson.dependencies)) {
    mkdirSync(join('node_modules', name), { recursive: true })
  }
  if (trouble === 'hangs' && words.length > 0) hang()
}

/** Until the test has seen it and ends it. */
function hang() {
  writeFileSync('hanging', String(process.pid))
  setInterval(() => {}, 1_000)
}

function readPackageJson() {
  return JSON.parse(readFileSync('package.json', 'utf8'))
}

function writeJson(file, content) {
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
}

commands[verb]()
