import type { Node } from '@babel/types'
import { readSettings } from '../project/environment-file.ts'
import { type Project, portOfScript } from '../project/project.ts'
import type { Module } from '../syntax/module.ts'
import { walk } from '../syntax/nodes.ts'
import { entryOf, reachableFrom } from './entry.ts'
import { environmentFileOf } from './environment-loading.ts'
import { readModule } from './source-files.ts'

/** What a server falls back to where the environment names no port. */
const fallback = /\benv(?:\.|\[['"])PORT['"\])\s,0-9]*(?:\|\||\?\?)\s*['"]?(\d{2,5})\b/

/**
 * The port that the application listens on: what the script that starts it says, what the environment
 * file says to a server that asks the environment, the first that its file, the entry or a file of
 * settings names, else 3000.
 */
export function serverPort(project: Project, server: Module): number {
  const { scripts = {} } = project.packageJson
  const said = portOfScript(scripts.dev ?? scripts.start)
  if (said !== undefined) return said
  const entry = entryOf(project)
  const isElsewhere = entry !== undefined && entry !== server.path
  const modules = isElsewhere ? [server, readModule(project, entry)] : [server]
  const texts = textsAround(project, entry ?? server.path, server.path)
  const settings = readSettings(project.tree.read(environmentFileOf(project)) ?? '')
  const set = settings.get('PORT') ?? ''
  if (/^\d+$/.test(set) && texts.some((text) => /\benv(?:\.|\[['"])PORT\b/.test(text)))
    return Number(set)
  const named = modules.flatMap((module) => portIn(module) ?? [])[0]
  const given = texts.flatMap((text) => fallback.exec(text)?.[1] ?? [])[0]
  return named ?? (given === undefined ? 3000 : Number(given))
}

function textsAround(project: Project, entry: string, server: string): string[] {
  return [...new Set([server, ...reachableFrom(project, entry)])].flatMap(
    (path) => project.tree.read(path) ?? [],
  )
}

function portIn(module: Module): number | undefined {
  const declared = module.find(
    (node) =>
      (node.type === 'VariableDeclarator' && isPort(node.id)) ||
      (node.type === 'AssignmentPattern' && isPort(node.left)),
  )
  const listening = module.find(
    (node) =>
      node.type === 'CallExpression' && /\b(?:listen|serve)$/.test(module.textOf(node.callee)),
  )
  const [first] = listening?.type === 'CallExpression' ? listening.arguments : []
  return (declared && numberIn(declared)) ?? (first && numberIn(first))
}

const isPort = (node: Node) => node.type === 'Identifier' && /^port$/i.test(node.name)

function numberIn(node: Node): number | undefined {
  const found = walk(
    node,
    (inner) =>
      (inner.type === 'NumericLiteral' && inner.value >= 80) ||
      (inner.type === 'StringLiteral' && /^\d{2,5}$/.test(inner.value)),
  )
  return found && 'value' in found ? Number(found.value) : undefined
}
