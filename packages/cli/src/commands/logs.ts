import { defineCommand } from '../command/command.ts'
import { eventLine, type PlatformEvent } from '../events/event-line.ts'
import { followEvents, readEvents } from '../events/follow-events.ts'

export const command = defineCommand({
  description: `One line an event: when, what, about whom, and why a sign-in failed. With --json, one JSON
document a line. While it follows, a lost connection is found again where it was: nothing is left out.`,
  examples: [
    ['latchkey logs', 'The last twenty events'],
    ['latchkey logs --follow', 'And those that come, until Ctrl-C'],
    ['latchkey logs --failed --follow', 'Sign-ins that fail'],
    ['latchkey logs --event user.created --since 2026-01-31 --json', 'For a program'],
  ],
  options: {
    follow: { type: 'boolean', short: 'f', summary: 'Go on as events come' },
    failed: { type: 'boolean', summary: 'Only sign-ins that failed' },
    event: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      summary: 'Only this kind; may be given several times',
    },
    organization: { type: 'string', value: 'ID', summary: 'Only about this organization' },
    since: { type: 'string', value: 'MOMENT', summary: 'Only from this day or moment on' },
    limit: { type: 'number', min: 1, max: 100, default: 20, summary: 'How many of the past' },
    interval: {
      type: 'number',
      min: 1,
      max: 60,
      default: 2,
      summary: 'Seconds between questions to the platform',
    },
  },
  connects: true,
  async run({ connect, environment, output }, { follow, failed, limit, interval, ...typed }) {
    const { event: events, organization, since } = typed
    const filter = { events: failed ? [...events, ...failedSignIns] : events, organization, since }
    const connection = await connect()
    const print = (event: PlatformEvent) => output.item(event, eventLine(event, output.paint))
    const past = await readEvents(connection, filter, { limit, order: 'desc' })
    for (const event of past.data.toReversed()) print(event)
    if (!follow) return undefined
    output.note('Waiting for events. Ctrl-C ends it.')
    const following = followEvents(connection, {
      filter,
      after: past.data[0]?.id,
      intervalSeconds: interval,
      signal: environment.signal,
      onLost: (why) => output.warn(`${why} Trying again until it answers.`),
      onFoundAgain: () => output.note('It answers again. Nothing was missed.'),
    })
    for await (const event of following) print(event)
    return undefined
  },
})

const failedSignIns = [
  'authentication.email_verification_failed',
  'authentication.magic_auth_failed',
  'authentication.mfa_failed',
  'authentication.oauth_failed',
  'authentication.passkey_failed',
  'authentication.password_failed',
  'authentication.sso_failed',
]
