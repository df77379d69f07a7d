import type { Context } from '../../command/context.ts'
import type { FailedCheck } from '../engine.ts'
import { readSettings } from '../project/environment-file.ts'
import type { Project } from '../project/project.ts'
import type { Integration } from '../recipe.ts'
import { endOf, runProgram } from './run-program.ts'

/** Runs the project's own checks in order; answers the first that fails, or null. */
export async function firstFailure(
  { environment, output }: Context,
  project: Project,
  { checks, environmentFile }: Integration,
): Promise<FailedCheck | null> {
  for (const script of checks) {
    const command = project.packageManager.typed(script)
    const outcome = await output.step(`Checking with ${command}`, () =>
      runProgram(environment, project.tree.root, project.packageManager.run(script)),
    )
    if (outcome.succeeded) continue
    const settings = readSettings(project.tree.read(environmentFile) ?? '')
    return { command, output: endOf(withoutSecrets(outcome.output, settings)) }
  }
  return null
}

/** What a program prints may repeat what it was configured with. */
function withoutSecrets(text: string, settings: Map<string, string>): string {
  let clean = text
  for (const [name, value] of settings) {
    if (value.length >= 12) clean = clean.replaceAll(value, `<${name}>`)
  }
  return clean
}
