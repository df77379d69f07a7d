import type { Node } from '@babel/types'
import type { Project } from '../project/project.ts'
import type { Module } from '../syntax/module.ts'
import type { Positioned } from '../syntax/nodes.ts'

/** `--env-file=.env.local` of Node.js, `-e .env.local` of dotenv. */
const flag = /(?:--env-file(?:-if-exists)?[= ]|\bdotenv(?:x run)? -[ef] )["']?([\w./-]+)/

/** `config({ path: '.env.local' })` of dotenv. */
const configured = /\bconfig\(\s*\{[^}]*\bpath:[^}]*?['"`](?:[^'"`]*\/)?(\.env[\w.-]*)['"`]/

/** Where a server has its settings in development: where it reads them already, else `.env`. */
export function environmentFileOf(project: Project): string {
  const said = flag.exec(startScriptOf(project))?.[1]?.replace(/^\.\//, '')
  // Only such a name is known to be left out of patches and of git.
  if (said && /^\.env[\w.-]*$/.test(said)) return said
  const texts = project.tree
    .list()
    .filter((path) => /\.[cm]?[jt]s$/.test(path))
    .map((path) => project.tree.read(path) ?? '')
  const named = texts.flatMap((text) =>
    text.includes('dotenv') ? (configured.exec(text)?.[1] ?? []) : [],
  )
  return named[0] ?? '.env'
}

/**
 * Makes a server read its settings before it does anything else, unless they are certain to be there
 * when it is made. To read them twice changes nothing: what is set stays.
 */
export function loadEnvironment(project: Project, module: Module, creation: Node): void {
  const script = startScriptOf(project)
  const before = module.text.slice(0, (creation as Positioned).start)
  const isLoaded =
    flag.test(script) ||
    /\bbun\b|-r dotenv\/config/.test(script) ||
    /loadEnvFile\(|dotenv\/config/.test(before) ||
    (before.includes('dotenv') && /\bconfig\(/.test(before))
  if (isLoaded) return
  const file = environmentFileOf(project)
  const given = file === '.env' ? '' : `'${file}'`
  module.insertFirst(`if (${importExists(module)}('${file}')) process.loadEnvFile(${given});`)
}

/** Brings in what tells whether a file is there; answers its name. */
function importExists(module: Module): string {
  const source = module.imports('fs') ? 'fs' : 'node:fs'
  const isThere = module.namesFrom(source).includes('existsSync')
  const name = isThere || !module.mentions('existsSync') ? 'existsSync' : 'isFile'
  module.addImport({
    source,
    names: [name === 'existsSync' ? name : { name: 'existsSync', as: name }],
  })
  return name
}

function startScriptOf({ packageJson }: Project): string {
  const { scripts = {} } = packageJson
  return scripts.dev ?? scripts.start ?? ''
}
