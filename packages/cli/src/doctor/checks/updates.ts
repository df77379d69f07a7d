import { sdkNames } from '../../installer/packages/sdk-names.ts'
import { type Finding, good, warning } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { installedManifest, isOlder } from './sdk.ts'

const patienceMilliseconds = 2_000
const publicRegistry = 'https://registry.npmjs.org/'

/** Whether the registry of the package manager knows newer SDKs. Who is offline is told nothing. */
export async function checkUpdates(patient: Patient): Promise<Finding[]> {
  const findings = await Promise.all(patient.sdks.map(({ name }) => checkUpdate(patient, name)))
  return findings.flat()
}

async function checkUpdate(patient: Patient, name: string): Promise<Finding[]> {
  const { project } = patient
  const installed = installedManifest(project.tree.root, name)
  if (!installed) return []
  // Ours may be installed under the name of the official one.
  const published = sdkNames.find((known) => known === installed.name)
  // A fork has a name that is nobody else's business.
  if (!published) return []
  const newest = await findNewest(patient, published)
  if (!newest) return []
  const { version } = installed
  if (!isOlder(version, newest)) return [good('sdk_newest', `${name} is the newest.`)]
  const wanted = published === name ? newest : `npm:${published}@${newest}`
  const { program, arguments: words } = project.packageManager.add([`${name}@${wanted}`])
  const typed = [program, ...words.filter((word) => !word.startsWith('-'))].join(' ')
  return [
    warning('sdk_outdated', `${name} ${version} is not the newest: there is ${newest}.`, {
      recovery: `Read what changed, and update it: ${typed}`,
    }),
  ]
}

async function findNewest(
  { environment: { env, fetch, signal } }: Patient,
  name: string,
): Promise<string | undefined> {
  // npm and npx tell programs that they start which registry they are configured with.
  const registry = (env.npm_config_registry ?? publicRegistry).replace(/\/*$/, '/')
  try {
    const response = await fetch(`${registry}${name.replace('/', '%2f')}/latest`, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
    })
    const { version } = response.ok ? ((await response.json()) as { version?: unknown }) : {}
    return typeof version === 'string' && /^\d+\.\d+\.\d+[\w.+-]*$/.test(version)
      ? version
      : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
