import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  addressNames,
  clientIdNames,
  cookieDomainName,
  publicPrefixes,
  redirectNames,
} from '../../connection/setting-names.ts'
import { readUrl } from '../../connection/settings.ts'
import { writeWhole } from '../../installer/changes/files.ts'
import { ownSdk } from '../../installer/packages/sdk-source.ts'
import { withSettings } from '../../installer/project/environment-file.ts'
import { isIgnored } from '../../installer/project/git.ts'
import { dependencyRange, type Project } from '../../installer/project/project.ts'
import { withReplaced } from '../../installer/steps/settings-file.ts'
import { bad, type Finding, good } from '../finding.ts'
import { ignore } from '../ignore.ts'
import { type Patient, placeOf } from '../patient.ts'

const shortestCookiePassword = 32
const cookiePasswordName = 'WORKOS_COOKIE_PASSWORD'

/** Whether the application is told everything, and nothing that contradicts itself. */
export function checkSettings(patient: Patient): Finding[] {
  return [
    ...checkPresence(patient),
    ...checkCookiePassword(patient),
    ...checkAddress(patient),
    ...checkLeaks(patient),
    ...checkCookieDomain(patient),
  ]
}

const usesServer = ({ sdks }: Patient) => sdks.some(({ isServer }) => isServer)

function checkPresence(patient: Patient): Finding[] {
  const findings: Finding[] = []
  if (usesServer(patient) && !patient.find('WORKOS_API_KEY')) {
    findings.push(
      bad('missing_api_key', 'WORKOS_API_KEY is not set.', {
        recovery: 'Copy it from the dashboard, under API keys, into the env file of the project.',
      }),
    )
  }
  if (patient.sdks.length > 0 && !patient.find(...clientIdNames)) {
    findings.push(
      bad('missing_client_id', 'WORKOS_CLIENT_ID is not set.', {
        recovery: 'Copy it from the Overview of the dashboard into the env file of the project.',
      }),
    )
  }
  return findings
}

function checkCookiePassword(patient: Patient): Finding[] {
  if (!usesServer(patient)) return []
  const found = patient.find(cookiePasswordName)
  if (found && found.value.length >= shortestCookiePassword) {
    return [good('cookie_password', 'The cookie password is long enough.')]
  }
  const recovery = `Set one of ${shortestCookiePassword} characters or more: openssl rand -base64 32`
  // What the environment of the process says can only be mended there.
  const fix = found?.file === null ? undefined : () => writeCookiePassword(patient)
  return [
    found
      ? bad(
          'cookie_password_too_short',
          `${placeOf(found)} has ${found.value.length} characters.`,
          {
            recovery,
            fix,
          },
        )
      : bad('missing_cookie_password', `${cookiePasswordName} is not set.`, { recovery, fix }),
  ]
}

/** A short one sealed nothing: the SDKs refuse it. */
async function writeCookiePassword(patient: Patient): Promise<string> {
  const { project, find } = patient
  const file = find(cookiePasswordName)?.file ?? find('WORKOS_API_KEY')?.file ?? '.env'
  const settings = [{ name: cookiePasswordName, value: randomBytes(24).toString('base64url') }]
  const text = project.tree.read(file) ?? ''
  const { kept, text: added } = withSettings(text, settings)
  const after = kept.length > 0 ? withReplaced(text, settings) : added
  writeWhole(join(project.tree.root, file), after, 0o600)
  // Where the file was not there yet, nobody had a reason to keep it from git.
  if (isIgnored(project.tree.root, file) === false) ignore(project.tree, file)
  return `${cookiePasswordName} in ${file} is a new one.`
}

function checkAddress({ find, project, sdks, settings, sources }: Patient): Finding[] {
  const official = sdks.find(({ name }) => !isOurs(project, name))
  const isTold =
    find(...addressNames) || sources.some(({ text }) => /\b(?:apiHostname|baseUrl)\b/.test(text))
  if (official && !isTold) {
    return [
      bad('platform_address_missing', `${official.name} is not told where the platform is.`, {
        recovery:
          'Without it, it asks api.workos.com. Set WORKOS_API_HOSTNAME, WORKOS_API_PORT and WORKOS_API_HTTPS.',
      }),
    ]
  }
  const hosts = new Map(
    settings
      .filter(({ name }) => addressNames.includes(name))
      .map((setting) => [hostOf(setting.value), setting]),
  )
  if (hosts.size > 1) {
    const places = [...hosts.values()].map(placeOf).join(' and ')
    return [
      bad('mixed_environment', `${places} name different platforms.`, {
        recovery: 'Keep the one that is meant, and remove the other.',
      }),
    ]
  }
  return []
}

/** Also under the name of the official one, as applications that move here install it. */
const isOurs = (project: Project, name: string) =>
  name === ownSdk || dependencyRange(project, name)?.startsWith(`npm:${ownSdk}`) === true

/** A host name alone is what the official SDKs are told. */
const hostOf = (value: string) =>
  /^https?:/.test(value) ? new URL(readUrl('', value) as string).hostname : value

function checkLeaks({ settings }: Patient): Finding[] {
  return settings
    .filter(({ name, value }) => {
      const isPublic = publicPrefixes.some((prefix) => name.startsWith(prefix))
      return isPublic && (value.startsWith('sk_') || name.endsWith('COOKIE_PASSWORD'))
    })
    .map((setting) =>
      bad('api_key_leaked_to_client', `${placeOf(setting)} is sent to every browser.`, {
        recovery: 'Remove the prefix, use it on the server alone, and replace the secret.',
        ...(setting.file && { path: setting.file }),
      }),
    )
}

/** RFC 6265 §5.3: a browser drops a cookie of a domain that is not above the host that sets it. */
function checkCookieDomain({ find }: Patient): Finding[] {
  const domain = find(cookieDomainName)
  const redirect = find(...redirectNames)
  if (!domain || !redirect || !URL.canParse(redirect.value)) return []
  const { hostname } = new URL(redirect.value)
  const wanted = domain.value.replace(/^\./, '').toLowerCase()
  if (hostname === wanted || hostname.endsWith(`.${wanted}`)) return []
  return [
    bad('cookie_domain_mismatch', `${placeOf(domain)} is no domain of ${hostname}.`, {
      recovery: `Browsers drop the session. Set ${hostname}, a domain above it, or nothing.`,
    }),
  ]
}
