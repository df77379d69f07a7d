import { CommandError } from '../../command/command-error.ts'
import type { Context } from '../../command/context.ts'
import type { Installation } from '../changes/installation.ts'
import type { FailedCheck, Task } from '../engine.ts'
import { readSettings } from '../project/environment-file.ts'
import type { Project } from '../project/project.ts'
import type { Integration } from '../recipe.ts'
import { type Check, checksOf } from './checks.ts'
import { endOf, runProgram } from './run-program.ts'

/**
 * Runs the project's own checks in order; answers the first that fails because of the integration, or
 * null. One that fails without it, too, says nothing about it: the person is told, and `ignored`
 * remembers it.
 */
export async function firstFailure(
  { context, project }: Task,
  integration: Integration,
  installation: Installation,
  ignored: Set<string>,
): Promise<FailedCheck | null> {
  for (const check of checksOf(project, integration)) {
    const { typed } = check
    if (ignored.has(typed)) continue
    const output = await failureOf(context, project, check, `Checking with ${typed}`)
    if (output === null) continue
    const before = `Checking whether ${typed} failed before`
    const failedBefore = await installation.without(() =>
      failureOf(context, project, check, before),
    )
    if (failedBefore === null) {
      const settings = readSettings(project.tree.read(integration.environmentFile) ?? '')
      return { command: typed, output: endOf(withoutSecrets(output, settings)) }
    }
    ignored.add(typed)
    context.output.warn(`\`${typed}\` failed before AuthKit was added, too, so it tells nothing.`)
  }
  return null
}

export function checkFailed({ command, output }: FailedCheck): CommandError {
  return new CommandError('check_failed', `\`${command}\` fails with the integration:\n${output}`, {
    recovery: 'It passes without. --skip-checks leaves the checks out.',
  })
}

/** What a check printed where it fails, or null. */
async function failureOf(
  { environment, output }: Context,
  project: Project,
  { command }: Check,
  title: string,
): Promise<string | null> {
  class Failure extends Error {}
  try {
    await output.step(title, async () => {
      const outcome = await runProgram(environment, project.tree.root, command)
      if (!outcome.succeeded) throw new Failure(outcome.output)
    })
    return null
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}

/** What a program prints may repeat what it was configured with. */
function withoutSecrets(text: string, settings: Map<string, string>): string {
  let clean = text
  for (const [name, value] of settings) {
    if (value.length >= 12) clean = clean.replaceAll(value, `<${name}>`)
  }
  return clean
}
