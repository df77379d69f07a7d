import { expect } from 'vitest'
import { detectFramework } from '../../src/installer/frameworks/frameworks.ts'
import type { Project } from '../../src/installer/project/project.ts'
import { type Integration, RecipeRefusal } from '../../src/installer/recipe.ts'
import { Module } from '../../src/installer/syntax/module.ts'
import { makeProject } from './project.ts'

export type Files = Record<string, string | object>

/** A project with the recipe of its framework applied. */
export interface Integrated {
  integration: Integration
  /** What the file holds now; empty when there is none. */
  text(path: string): string
  /** The files that differ from before. */
  changed: string[]
}

/** Applies the recipe, shows that the result is source, and that a second time changes nothing. */
export function integrated(files: Files): Integrated {
  const project = makeProject(files)
  const integration = integrate(project)
  const changes = project.tree.changes()
  for (const { path, after } of changes) {
    if (/\.[jt]sx?$/.test(path)) Module.parse(path, after ?? '')
  }
  expect({ ...integrate(project), notes: [] }).toEqual({
    ...integration,
    settings: expect.any(Function),
    notes: [],
  })
  expect(project.tree.changes()).toEqual(changes)
  return {
    integration,
    text: (path) => project.tree.read(path) ?? '',
    changed: changes.map(({ path }) => path),
  }
}

/** Why the recipe refuses a project. */
export function refusalOf(files: Files): RecipeRefusal {
  const project = makeProject(files)
  try {
    integrate(project)
  } catch (error) {
    if (error instanceof RecipeRefusal) return error
    throw error
  }
  throw new Error('The recipe did not refuse.')
}

function integrate(project: Project): Integration {
  const framework = detectFramework(project)
  if (!framework) throw new Error('No framework is found.')
  return framework.integrate(project)
}
