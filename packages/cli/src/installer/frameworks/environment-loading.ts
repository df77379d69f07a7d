import type { Project } from '../project/project.ts'
import type { Module } from '../syntax/module.ts'

/**
 * Makes a server read its `.env` before it does anything else, unless it does so already: by dotenv,
 * by `process.loadEnvFile`, or by a flag of the script that starts it.
 */
export function loadEnvironment(project: Project, module: Module): void {
  const { scripts = {} } = project.packageJson
  const isLoaded =
    [scripts.dev, scripts.start].some((script) => script?.includes('--env-file')) ||
    /loadEnvFile|dotenv/.test(module.text) ||
    project.tree
      .list()
      .some((path) => /\.[cm]?[jt]s$/.test(path) && project.tree.read(path)?.includes('dotenv'))
  if (isLoaded) return
  module.addImport({ source: 'node:fs', names: ['existsSync'] })
  module.insertFirst("if (existsSync('.env')) process.loadEnvFile();")
}
