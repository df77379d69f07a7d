import { defineCommand } from '../command/command.ts'
import { exitCodes } from '../command/command-error.ts'
import type { Context } from '../command/context.ts'
import { explainFailure } from '../connection/explain.ts'
import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { diskFailure } from '../environment/disk-failure.ts'
import { counted } from '../terminal/counted.ts'

type Told = Omit<Finding, 'fix'> & { fixable: boolean; fixed?: string }

export const command = defineCommand({
  description: `Examines the application in this folder and the platform that it works with: SDK, settings,
secrets, routes and middleware, connection, clocks, key, client ID, redirect URI, where the sign-in of
the running application leads, and the cookie of a throw-away person who is signed in and deleted. The
package registry is asked for newer SDKs. The exit code is 1 when something is broken.`,
  examples: [
    ['latchkey doctor', 'In the folder of an application'],
    ['latchkey doctor --fix', 'Mends what can be mended safely'],
    ['latchkey doctor --skip-api --json', 'The files alone, for a build'],
  ],
  options: {
    fix: { type: 'boolean', summary: 'Mend what can be mended safely' },
    verbose: { type: 'boolean', summary: 'Also tell what is as it should be' },
    skipApi: { type: 'boolean', summary: 'Ask no platform, application or registry' },
    skipSignIn: { type: 'boolean', summary: 'Sign nobody in' },
    production: { type: 'boolean', summary: 'Also with a key of production' },
  },
  connects: true,
  async run(context, { fix, verbose, ...options }) {
    const { output } = context
    const findings = await output.step('Examining', () => examine(context, options))
    const told: Told[] = []
    for (const finding of findings) told.push(await treat(finding, fix))
    const broken = told.filter(({ severity, fixed }) => severity === 'bad' && !fixed)
    show(context, told, verbose)
    return broken.length > 0 ? exitCodes.error : exitCodes.ok
  },
})

async function treat({ fix, ...finding }: Finding, wanted: boolean | undefined): Promise<Told> {
  const told = { ...finding, fixable: fix !== undefined }
  if (!fix || !wanted) return told
  try {
    return { ...told, fixed: await fix() }
  } catch (error) {
    // What cannot be mended is still told, and so is everything after it.
    const failure = explainFailure(error) ?? diskFailure(error)
    if (!failure) throw error
    return { ...told, recovery: [failure.message, told.recovery].filter(Boolean).join(' ') }
  }
}

function show({ output }: Context, told: Told[], verbose: boolean | undefined): void {
  const open = told.filter(({ severity, fixed }) => severity !== 'good' && !fixed)
  const count = (severity: string) => open.filter((finding) => finding.severity === severity).length
  const summary =
    open.length === 0
      ? 'Everything is as it should be.'
      : `${counted(count('bad'), 'problem')}, ${counted(count('warning'), 'warning')}.`
  if (output.isJson) {
    output.success(summary, { healthy: count('bad') === 0, findings: told })
    return
  }
  const { paint } = output
  const marks = { good: paint.good('✓'), warning: paint.warning('!'), bad: paint.bad('✗') }
  for (const { severity, message, recovery, code, fixed } of told) {
    if (severity === 'good' && !verbose) continue
    output.line(`${fixed ? marks.good : marks[severity]} ${message} ${paint.quiet(`(${code})`)}`)
    const next = fixed ? `Mended: ${fixed}` : recovery
    if (next) output.line(next.replace(/^/gm, '  '))
  }
  const fixable = open.filter((finding) => finding.fixable).length
  const offer = fixable > 0 ? ` latchkey doctor --fix mends ${fixable} of them.` : ''
  output.line(open.length === 0 ? `${marks.good} ${summary}` : summary + offer)
}
