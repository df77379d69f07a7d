import { join } from 'node:path'
import { CommandError } from '../command/command-error.ts'
import type { Environment } from '../environment/environment.ts'
import { readAgentFile, writeAgentFile } from './agent-file.ts'
import { type Agent, folderOf, type Scope } from './agents.ts'
import { isOurs, skillFor, skillName } from './skill.ts'

interface InstalledSkill {
  agents: string[]
  scope: Scope
  file: string
  state: 'added' | 'updated' | 'unchanged' | 'removed' | 'absent' | 'present' | 'changed'
}

interface Place {
  agents: string[]
  path: string
}

/** Several agents read the same folder: it is written once. */
function placesOf(agents: Agent[], scope: Scope): Place[] {
  const paths = new Map<string, string[]>()
  for (const { id, skills } of agents) {
    const path = join(skills[scope], skillName, 'SKILL.md')
    paths.set(path, [...(paths.get(path) ?? []), id])
  }
  return [...paths].map(([path, ids]) => ({ path, agents: ids }))
}

interface Wish {
  scope: Scope
  /** Also what a person wrote or changed. */
  force?: boolean | undefined
}

export function installSkills(
  environment: Environment,
  agents: Agent[],
  { scope, force, url }: Wish & { url: string },
): InstalledSkill[] {
  const skill = skillFor(url)
  return change(environment, agents, { scope, force }, (present) => {
    if (present === skill) return { content: skill, state: 'unchanged' }
    return { content: skill, state: present === null ? 'added' : 'updated' }
  })
}

export const uninstallSkills = (
  environment: Environment,
  agents: Agent[],
  wish: Wish,
): InstalledSkill[] =>
  change(environment, agents, wish, (present) => ({
    content: null,
    state: present === null ? 'absent' : 'removed',
  }))

export function findSkills(environment: Environment, agents: Agent[], scope: Scope) {
  const folder = folderOf(scope, environment)
  return placesOf(agents, scope).map(({ path, agents: ids }): InstalledSkill => {
    const present = readAgentFile(folder, path)
    const state = present === null ? 'absent' : isOurs(present) ? 'present' : 'changed'
    return { agents: ids, scope, file: join(folder, path), state }
  })
}

type Plan = (present: string | null) => { content: string | null; state: InstalledSkill['state'] }

/** Looks at every place before it touches the first: a skill that somebody changed stops all of it. */
function change(
  environment: Environment,
  agents: Agent[],
  { scope, force = false }: Wish,
  plan: Plan,
): InstalledSkill[] {
  const folder = folderOf(scope, environment)
  const plans = placesOf(agents, scope).map(({ path, agents: ids }) => {
    const present = readAgentFile(folder, path)
    if (present !== null && !isOurs(present) && !force) throw changedByHand(join(folder, path))
    return { agents: ids, path, present, ...plan(present) }
  })
  for (const { path, present, content } of plans) {
    if (content !== present) writeAgentFile(folder, path, content)
  }
  return plans.map(({ agents: ids, path, state }) => ({
    agents: ids,
    scope,
    file: join(folder, path),
    state,
  }))
}

const changedByHand = (file: string) =>
  new CommandError('skill_changed', `${file} is not as Latchkey wrote it.`, {
    recovery: 'Keep a copy of what you changed, then repeat with --force.',
  })
