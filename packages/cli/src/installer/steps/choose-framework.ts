import { usageError } from '../../command/command-error.ts'
import { detectFramework, frameworkNames, frameworks } from '../frameworks/frameworks.ts'
import type { Project } from '../project/project.ts'
import type { Framework } from '../recipe.ts'

/** The framework that was named, else the one that the project shows; null when it shows none. */
export function chooseFramework(project: Project, named: string | undefined): Framework | null {
  if (named === undefined) return detectFramework(project) ?? null
  const framework = frameworks.find(({ id }) => id === named)
  if (!framework) {
    throw usageError(`There is no recipe for "${named}".`, `Known are: ${frameworkNames()}.`)
  }
  return framework
}
