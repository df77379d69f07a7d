import { defineCommand } from '../../command/command.ts'
import { exitCodes, usageError } from '../../command/command-error.ts'
import { addressOf } from '../../connection/connection.ts'
import type { Environment } from '../../environment/environment.ts'
import { yes } from '../options.ts'
import { readText } from '../text-source.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The answer is printed as it is; the exit code says whether it was a success. */
export const command = defineCommand({
  description: `The answer is printed as it is. The exit code is 1 for a refusal, and 4 for a wrong key. Changes
in production are asked about.`,
  examples: [
    ['latchkey api /user_management/users?limit=1', 'A GET'],
    [`latchkey api /organizations -d '{"name":"Acme"}'`, 'A POST, since there is a body'],
    [
      'latchkey api /organizations/org_01H… -X PUT --file changes.json -i',
      'With status and headers',
    ],
    ['latchkey api /organizations/org_01H… -X DELETE --dry-run', 'Shows what would be sent'],
  ],
  arguments: { endpoint: { summary: 'The path, such as /organizations; see latchkey api ls' } },
  options: {
    method: {
      type: 'string',
      short: 'X',
      choices: methods,
      summary: 'GET when left out, or POST where there is a body',
    },
    data: { type: 'string', short: 'd', value: 'JSON', summary: 'The body' },
    file: { type: 'string', summary: 'A file with the body; - is standard input' },
    include: { type: 'boolean', short: 'i', summary: 'Print status and headers too' },
    dryRun: { type: 'boolean', summary: 'Print the request, and send nothing' },
    yes,
  },
  connects: true,
  async run({ ask, connect, environment, output }, { endpoint, include, dryRun, ...options }) {
    const path = endpoint.startsWith('/') ? endpoint : `/${endpoint}`
    const raw = await readBody(environment, options)
    const method = options.method ?? (raw === undefined ? 'GET' : 'POST')
    const { isProduction, send, url } = await connect()
    const address = addressOf(url, path)
    if (dryRun) {
      output.raw(
        [`${method} ${address}`, 'authorization: Bearer sk_…', ...(raw ? ['', raw] : []), ''].join(
          '\n',
        ),
      )
      return exitCodes.ok
    }
    if (method !== 'GET' && (await isProduction())) {
      await ask.permission(`Send ${method} ${path} to production at ${url}?`, options.yes)
    }
    const response = await send(method, path, { raw })
    if (include) {
      const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`)
      output.raw([`HTTP ${response.status}`, ...headers, '', ''].join('\n'))
    }
    output.raw(pretty(await response.text()))
    if (response.ok) return exitCodes.ok
    return response.status === 401 ? exitCodes.authenticationRequired : exitCodes.error
  },
})

async function readBody(
  environment: Environment,
  { data, file }: { data?: string; file?: string },
): Promise<string | undefined> {
  if (data !== undefined && file !== undefined) {
    throw usageError('--data and --file are both the body.', 'Leave one of them out.')
  }
  const body = file === undefined ? data : await readText(environment, file)
  if (body === undefined) return undefined
  try {
    JSON.parse(body)
  } catch (error) {
    throw usageError(`The body is no JSON: ${(error as Error).message}`)
  }
  return body
}

function pretty(body: string): string {
  if (body === '') return ''
  try {
    return `${JSON.stringify(JSON.parse(body), null, 2)}\n`
  } catch {
    return `${body}\n`
  }
}
