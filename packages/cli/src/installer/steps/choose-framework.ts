import { CommandError, usageError } from '../../command/command-error.ts'
import { detectFramework, frameworks } from '../frameworks/frameworks.ts'
import type { Project } from '../project/project.ts'
import type { Framework } from '../recipe.ts'

/** The framework that was named, else the one that the project shows; null leaves it to the agent. */
export function chooseFramework(project: Project, named: string | undefined): Framework | null {
  if (named === undefined) return detectFramework(project) ?? null
  const framework = frameworks.find(({ id }) => id === named)
  if (!framework) {
    throw usageError(`There is no recipe for "${named}".`, `Known are: ${frameworkNames()}.`)
  }
  return framework
}

export function unknownFramework(): CommandError {
  return new CommandError(
    'unknown_framework',
    'This is none of the frameworks that the installer knows.',
    {
      recovery:
        `Name one with --framework (${frameworkNames()}), let a model do it with --model, ` +
        'or follow the guide: docs/guides/quick-start.md.',
    },
  )
}

function frameworkNames(): string {
  return frameworks.map(({ id }) => id).join(', ')
}
