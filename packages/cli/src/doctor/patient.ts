import { readEnvFiles } from '../connection/env-files.ts'
import type { Environment } from '../environment/environment.ts'
import { dependsOn, type Project, readProject } from '../installer/project/project.ts'
import { type Sdk, sdks } from './sdks.ts'

interface Setting {
  name: string
  value: string
  /** Null when it comes from the environment of the process. */
  file: string | null
}

export interface Source {
  path: string
  text: string
}

/** The application that is examined: what it is told, and what stands in its files. */
export interface Patient {
  environment: Environment
  project: Project
  /** Those of AuthKit that its package.json names. */
  sdks: Sdk[]
  sources: Source[]
  /** Every setting of the env files, and of the process where it is about us. */
  settings: Setting[]
  /** The first of these names that is set. */
  find(...names: string[]): Setting | undefined
}

/** Bundles and data that somebody put beside the sources are not what people wrote. */
const longestSource = 300_000
const isSource = (path: string) => /\.(?:[cm]?[jt]sx?|svelte|astro|vue)$/.test(path)
const isOurs = (name: string) => /WORKOS_|^LATCHKEY_/.test(name)

export async function readPatient(environment: Environment): Promise<Patient> {
  const { cwd, env } = environment
  const project = readProject(cwd)
  const files = await readEnvFiles(cwd)
  const settings: Setting[] = [...files]
    .filter(([name]) => !env[name])
    .map(([name, { value, file }]) => ({ name, value, file }))
  for (const [name, value] of Object.entries(env)) {
    if (value && isOurs(name)) settings.push({ name, value, file: null })
  }
  return {
    environment,
    project,
    sdks: sdks.filter(({ name }) => dependsOn(project, name)),
    sources: project.tree
      .list()
      .filter(isSource)
      .map((path) => ({ path, text: project.tree.read(path) ?? '' }))
      .filter(({ text }) => text.length <= longestSource),
    settings,
    find: (...names) =>
      names.flatMap((name) => settings.filter((setting) => setting.name === name)).at(0),
  }
}

/** Where a setting stands, in words. */
export const placeOf = ({ name, file }: Setting) => (file ? `${name} in ${file}` : name)
