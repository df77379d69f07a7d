import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ownSdk, packageFolder } from '../../installer/packages/sdk-source.ts'
import { bad, type Finding, good, warning } from '../finding.ts'
import type { Patient } from '../patient.ts'

/** Which SDK the application uses, and whether it is there and new enough. */
export function checkSdk({ project, sdks, sources }: Patient): Finding[] {
  if (sdks.length === 0) {
    return [
      bad('no_sdk_found', 'package.json names no SDK of AuthKit.', {
        recovery: 'latchkey init adds AuthKit to this application.',
      }),
    ]
  }
  const known = sdks.flatMap(({ name }) => checkInstalled(project.tree.root, name))
  const marks = sdks.flatMap((sdk) => sdk.marks)
  const missing = marks.filter(
    ({ words }) => !sources.some(({ text }) => words.some((word) => text.includes(word))),
  )
  return [
    ...known,
    ...missing.map(({ code, message, recovery, isNeeded }) =>
      (isNeeded ? bad : warning)(code, message, { recovery }),
    ),
  ]
}

function checkInstalled(root: string, name: string): Finding[] {
  const manifest = installedManifest(root, name)
  if (!manifest) {
    const recovery = 'Install the packages of the project, such as with npm install.'
    return [bad('sdk_not_installed', `${name} is not installed.`, { recovery })]
  }
  const { version, engines } = manifest
  const oldest = /^\s*>=\s*(\d[\d.]*)/.exec(engines?.node ?? '')?.[1]
  const { node } = process.versions
  if (oldest && isOlder(node, oldest)) {
    const recovery = `Install Node.js ${oldest} or newer: https://nodejs.org`
    const message = `Node.js ${node} is older than ${name} asks for.`
    return [bad('runtime_too_old', message, { recovery })]
  }
  const ours = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version
  if (name === ownSdk && isOlder(version, ours)) {
    const recovery = `Update it: npm install ${ownSdk}@^${ours}`
    return [warning('sdk_outdated', `${name} ${version} is older than this command.`, { recovery })]
  }
  return [good('sdk', `${name} ${version} is installed.`)]
}

interface Manifest {
  name?: string
  version: string
  engines?: { node?: string }
}

/** A workspace may keep its packages further up. */
export function installedManifest(root: string, name: string): Manifest | null {
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', name, 'package.json')
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
    if (dirname(folder) === folder) return null
  }
}

export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number))
  const at = [0, 1, 2].find((part) => (one?.[part] ?? 0) !== (other?.[part] ?? 0))
  return at !== undefined && (one?.[at] ?? 0) < (other?.[at] ?? 0)
}
