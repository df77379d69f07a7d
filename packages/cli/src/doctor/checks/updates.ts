import { CommandError } from '../../command/command-error.ts'
import { sdkNames } from '../../installer/packages/sdk-names.ts'
import { runProgram } from '../../installer/steps/run-program.ts'
import { type Finding, good, warning } from '../finding.ts'
import type { Patient } from '../patient.ts'
import { installedManifest, isOlder } from './sdk.ts'

const patienceMilliseconds = 2_000

/** Whether the registry of the package manager knows newer SDKs. Who is offline is told nothing. */
export async function checkUpdates(patient: Patient): Promise<Finding[]> {
  if (patient.sdks.length === 0) return []
  const registry = await findRegistry(patient)
  if (!registry) return []
  const findings = await Promise.all(
    patient.sdks.map(({ name }) => checkUpdate(patient, registry, name)),
  )
  return findings.flat()
}

/** The one that npm is configured with for this project, as it says itself. */
async function findRegistry({ environment, project }: Patient): Promise<string | undefined> {
  // npm and npx tell programs that they start of one that is not the usual one.
  const told = environment.env.npm_config_registry
  if (told) return told
  const asked = { program: 'npm', arguments: ['config', 'get', 'registry'] }
  try {
    const { succeeded, output } = await runProgram(environment, project.tree.root, asked)
    return succeeded ? output : undefined
  } catch (error) {
    // Without npm there is nobody to ask.
    if (error instanceof CommandError && error.code === 'program_missing') return undefined
    throw error
  }
}

async function checkUpdate(patient: Patient, registry: string, name: string): Promise<Finding[]> {
  const { project } = patient
  const installed = installedManifest(project.tree.root, name)
  if (!installed) return []
  // Ours may be installed under the name of the official one.
  const published = sdkNames.find((known) => known === installed.name)
  // A fork has a name that is nobody else's business.
  if (!published) return []
  const newest = await findNewest(patient, registry, published)
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
  { environment: { fetch, signal } }: Patient,
  registry: string,
  name: string,
): Promise<string | undefined> {
  try {
    const response = await fetch(
      `${registry.replace(/\/*$/, '/')}${name.replace('/', '%2f')}/latest`,
      {
        headers: { accept: 'application/json' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
      },
    )
    const { version } = response.ok ? ((await response.json()) as { version?: unknown }) : {}
    return typeof version === 'string' && /^\d+\.\d+\.\d+[\w.+-]*$/.test(version)
      ? version
      : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}
