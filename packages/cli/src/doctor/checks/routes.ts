import { redirectNames } from '../../connection/setting-names.ts'
import { dependencyRange, dependsOn, majorOf } from '../../installer/project/project.ts'
import { bad, type Finding, good, warning } from '../finding.ts'
import { type Patient, placeOf, type Source } from '../patient.ts'

/** Whether the application answers where people come back to, and lets them get there. */
export function checkRoutes(patient: Patient): Finding[] {
  return [
    ...checkCallback(patient),
    ...checkOrder(patient),
    ...checkNextMiddleware(patient),
    ...checkSignOut(patient),
  ]
}

const callbackOf = ({ find }: Patient) => {
  const redirect = find(...redirectNames)
  if (!redirect || !URL.canParse(redirect.value)) return undefined
  return { redirect, path: new URL(redirect.value).pathname }
}

function checkCallback(patient: Patient): Finding[] {
  const callback = callbackOf(patient)
  if (!callback) return []
  const { path, redirect } = callback
  // Single-page applications come back to a page that the router answers anyway.
  if (!patient.sdks.some(({ isServer }) => isServer) || path === '/') return []
  const answers = patient.sources.some(
    (source) => routeOf(source.path) === path || mentions(source.text, path),
  )
  if (answers) return [good('callback_route', `A route answers ${path}.`)]
  return [
    bad('callback_route_missing', `No route answers ${path}, which ${placeOf(redirect)} names.`, {
      recovery: 'Add the callback of the SDK there, or correct the address.',
    }),
  ]
}

/** Whole paths in quotes, and the ends of those that are put together. */
const mentions = (text: string, path: string) =>
  ["'", '"', '`'].some((quote) => text.includes(`${path}${quote}`))

/** The address of a file, in frameworks whose routes are files; null for other files. */
function routeOf(path: string): string | null {
  const inside = /^(?:src\/)?(?:app\/routes|app|pages|routes)\/(.+)\.[cm]?[jt]sx?$/.exec(path)?.[1]
  if (inside === undefined) return null
  const words = inside
    .replace(/(^|\/)(?:route|index|\+server|\+page\.server)$/, '')
    .split(/[/.]/)
    .filter((word) => word !== '' && !/^(?:\(.*\)|_.*)$/.test(word))
  return `/${words.join('/')}`
}

/** Where everybody must be signed in before the routes that sign them in, nobody ever is. */
function checkOrder(patient: Patient): Finding[] {
  const path = callbackOf(patient)?.path
  if (!path) return []
  return patient.sources.flatMap(({ path: file, text }) => {
    const guard = text.search(/\.use\(\s*(?:['"`]\/?\*?['"`]\s*,\s*)?(?:withAuth|requireAuth)\b/)
    const callback = text.search(
      new RegExp(`\\.(?:get|all|use)\\(\\s*['"\`]${escaped(path)}['"\`]`),
    )
    if (guard === -1 || callback === -1 || guard > callback) return []
    return [
      bad('middleware_loop', `${file} asks everybody to sign in before it answers ${path}.`, {
        path: file,
        recovery: 'Add the routes of sign-in, callback and sign-out before that line.',
      }),
    ]
  })
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Next.js runs one file, at the root of the sources; since 16 it is called proxy. */
function checkNextMiddleware({ project, sources }: Patient): Finding[] {
  if (!dependsOn(project, '@workos-inc/authkit-nextjs')) return []
  const major = majorOf(dependencyRange(project, 'next'))
  const name = major !== undefined && major < 16 ? 'middleware' : 'proxy'
  const inSrc = sources.some(({ path }) => /^src\/(?:app|pages)\//.test(path))
  const folder = inSrc ? 'src/' : ''
  const found = sources.filter(({ path, text }) => isMiddleware(path) && /authkit/i.test(text))
  if (found.some(({ path }) => isAt(path, folder))) return []
  const [elsewhere] = found
  if (elsewhere) {
    return [
      bad('middleware_wrong_location', `Next.js does not run ${elsewhere.path}.`, {
        path: elsewhere.path,
        recovery: `Move it to ${folder}${name}.ts`,
      }),
    ]
  }
  return [
    bad('missing_middleware', 'No middleware of AuthKit refreshes the sessions.', {
      recovery: `Export authkitMiddleware() from ${folder}${name}.ts`,
    }),
  ]
}

const isMiddleware = (path: string) => /(?:^|\/)(?:middleware|proxy)\.[jt]s$/.test(path)
const isAt = (path: string, folder: string) =>
  /^(?:middleware|proxy)\.[jt]s$/.test(path.slice(folder.length)) && path.startsWith(folder)

/** Browsers and Next.js follow links before anybody clicks. */
function checkSignOut({ project, sources }: Patient): Finding[] {
  if (!dependsOn(project, 'next')) return []
  const links = sources.filter(({ text }) =>
    /<Link\b[^>]*\bhref=\{?["'`][^"'`]*(?:sign-?out|log-?out)/i.test(text),
  )
  const handlers = sources.filter(isSignOutByGet)
  return [
    ...links.map(({ path }) =>
      warning(
        'signout_link_prefetch',
        `${path} links to sign-out, and Next.js fetches links ahead.`,
        {
          path,
          recovery: 'Sign out with a form and a server action.',
        },
      ),
    ),
    ...handlers.map(({ path }) =>
      warning(
        'signout_get_handler',
        `${path} signs people out by a GET, which any page can cause.`,
        {
          path,
          recovery: 'Sign out with a form and a server action, or answer POST.',
        },
      ),
    ),
  ]
}

const isSignOutByGet = ({ path, text }: Source) =>
  /(?:sign-?out|log-?out)\/route\.[jt]s$/i.test(path) &&
  /export\s+(?:async\s+)?(?:function|const)\s+GET\b/.test(text)
