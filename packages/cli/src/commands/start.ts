import { defineCommand } from '../command/command.ts'
import { serverArguments, serverOptions } from './server-options.ts'

const options = {
  ...serverOptions,
  config: {
    type: 'string',
    value: 'FILE',
    summary: 'Declares applications, keys and people, in YAML (LATCHKEY_CONFIG)',
  },
  dryRun: { type: 'boolean', summary: 'Print what that file would change, and end' },
} as const

/** Runs until it is stopped. */
export const command = defineCommand({
  description: `Runs API, hosted sign-in pages and dashboard, with a PostgreSQL of its own in .latchkey unless
you name another. The first start prints the keys of Staging and a link that makes you the owner.
Ctrl-C stops it in good order.

In the environment: LATCHKEY_SECRET (seals secrets; needed with an external database),
LATCHKEY_SMTP_URL and LATCHKEY_MAIL_FROM (mail), LATCHKEY_SECRET_FILE and LATCHKEY_SMTP_URL_FILE (files that
hold these instead, as LATCHKEY_DATABASE_URL_FILE does), LATCHKEY_API_KEY and LATCHKEY_CLIENT_ID (pin those of
Staging), LATCHKEY_TRUSTED_PROXIES, LATCHKEY_DNS_SERVERS, LATCHKEY_LOG_LEVEL.`,
  examples: [
    ['latchkey start', 'A platform at http://localhost:4000'],
    ['latchkey start --port 4100 --data-dir ~/latchkey', 'Another port and another folder'],
    [
      'latchkey start --host 0.0.0.0 --url https://auth.example.com --database-url postgres://…',
      'Production, behind a proxy that speaks TLS',
    ],
  ],
  options,
  async run({ environment }, input) {
    // React renders pages half as fast in the mode that checks its callers. It looks when it is loaded.
    process.env.NODE_ENV ??= 'production'
    const { serve } = await import('@latchkey/server')
    await serve(serverArguments(options, input), environment.env)
    return undefined
  },
})
