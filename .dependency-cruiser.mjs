/**
 * The import ladder of ARCHITECTURE.md. A rung may import what stands below it and itself, nothing
 * else: a reader who knows where a file is knows what it can depend on.
 */

const features = 'packages/server/src/features'

/** From the ground up. What stands on one rung does not know its neighbours. */
const rungs = [
  ['environments'],
  ['applications'],
  [
    'api-keys',
    'cors-origins',
    'events',
    'jwt-templates',
    'redirects',
    'set-up-tokens',
    'signing-keys',
  ],
  ['actions', 'cli-sign-ins', 'organization-domains', 'permissions', 'users', 'webhooks'],
  ['organizations'],
  ['roles'],
  [
    'authentication-factors',
    'connect',
    'connections',
    'customer-api-keys',
    'feature-flags',
    'sessions',
  ],
  ['organization-memberships'],
  [
    'device-authorization',
    'email-verification',
    'groups',
    'invitations',
    'magic-auth',
    'password-reset',
  ],
  ['authentication'],
  [
    'dashboard',
    'declared-configuration',
    'development',
    'emails',
    'imports',
    'installation',
    'maintenance',
    'widgets',
  ],
]

const doors = '/routes\\.ts$|-routes\\.ts$'
const tests = '\\.test\\.tsx?$|\\.fixture\\.ts$|/test/'
const anyOf = (names) => `^${features}/(${names.join('|')})/`

/** For each rung: nothing above it, and nothing beside it. */
const ladder = rungs.flatMap((names, index) => {
  const above = rungs.slice(index + 1).flat()
  const climbs = above.length > 0 && {
    name: `never-up-from-${names[0]}`,
    comment:
      'This import goes up the ladder (ARCHITECTURE.md). Pass what is needed as an argument, or write an event in the same transaction and let something above listen.',
    severity: 'error',
    from: { path: anyOf(names), pathNot: [doors, tests] },
    to: { path: anyOf(above) },
  }
  const sideways = names.map((name) => ({
    name: `never-sideways-from-${name}`,
    comment:
      'Features of one rung do not know each other. What needs both belongs on a rung above them.',
    severity: 'error',
    from: { path: anyOf([name]), pathNot: [doors, tests] },
    to: { path: anyOf(names.filter((other) => other !== name)) },
  }))
  return [climbs, ...(names.length > 1 ? sideways : [])].filter(Boolean)
})

export default {
  forbidden: [
    ...ladder,
    {
      name: 'every-feature-has-a-rung',
      comment: 'A new feature needs its place in the ladder: add it to .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: `^${features}/(?!(${rungs.flat().join('|')})/)` },
      to: {},
    },
    {
      name: 'the-ground-knows-no-feature',
      comment:
        'backup, config, crypto, db, dns, errors, http, ids, jobs and mail serve every feature and know none. Take what is needed as an argument.',
      severity: 'error',
      from: {
        path: '^packages/server/src/(backup|config|crypto|db|dns|errors|http|ids|jobs|mail)/',
        pathNot: tests,
      },
      to: { path: `^(${features}|packages/server/src/(pages|app|start-server|serve|main))` },
    },
    {
      name: 'the-bottom-knows-nothing',
      comment:
        'config, crypto, errors and ids are what everything else stands on; a db, a request or a job is passed to them as an argument.',
      severity: 'error',
      from: { path: '^packages/server/src/(config|crypto|errors|ids)/', pathNot: tests },
      to: { path: '^packages/server/src/(backup|db|http|jobs|mail|deps\\.ts)' },
    },
    {
      name: 'the-start-is-the-top',
      comment:
        'main, start-server and app put everything together. What they hold reaches the rest through deps.',
      severity: 'error',
      from: {
        path: '^packages/server/src/',
        pathNot: [tests, '/(main|serve|operations|start-server|app|openapi-document)\\.ts$'],
      },
      to: { path: '^packages/server/src/(main|serve|operations|start-server|app)\\.ts$' },
    },
    {
      name: 'only-doors-open-inwards',
      comment:
        'Pages and routes are doors: HTTP comes in through them, and nothing inside imports one. Move what is shared into the noun.',
      severity: 'error',
      from: { path: '^packages/server/src/(features|mail|http|db)/', pathNot: [doors, tests] },
      to: { path: `^packages/server/src/pages/|${doors}` },
    },
    {
      name: 'a-feature-keeps-its-insides',
      comment:
        'SQL, event payloads and wire shapes of another feature are its own. Call a verb of its <noun>.ts; if there is none, write it there.',
      severity: 'error',
      from: { path: `^${features}/([^/]+)/`, pathNot: [doors, tests] },
      to: {
        path: `^${features}/[^/]+/(store|stores/|.*-store|events|wire|routes|grants/|gates/)`,
        pathNot: [`^${features}/$1/`, '/wire\\.ts$'],
      },
    },
    {
      name: 'wire-shapes-are-for-doors',
      comment: 'Only routes and other wire files put shapes of the wire together.',
      severity: 'error',
      from: { path: `^${features}/([^/]+)/`, pathNot: [doors, tests, '/wire\\.ts$'] },
      to: { path: `^${features}/[^/]+/wire\\.ts$`, pathNot: `^${features}/$1/` },
    },
    {
      name: 'doors-run-no-sql',
      comment:
        'A door reads, calls the domain once and sends. SQL belongs into the feature’s store.',
      severity: 'error',
      from: { path: `^packages/server/src/pages/|${doors}`, pathNot: tests },
      to: { path: '/(store|stores/[^/]+|[^/]+-store)\\.ts$|^node_modules/(kysely|pg)/' },
    },
    {
      name: 'the-server-is-known-by-http',
      comment:
        'The dashboard, the SDK and the examples know the server only by HTTP, with types of their own.',
      severity: 'error',
      from: { path: '^(packages/(dashboard|node)|examples)/' },
      to: { path: '^packages/server/' },
    },
    {
      name: 'the-command-knows-the-server-by-http',
      comment:
        'Commands talk to a platform over HTTP (context.connect()). Only those that run one in their own process, or work on its storage, import the server, by its public entries.',
      severity: 'error',
      from: {
        path: '^packages/cli/src/',
        pathNot:
          '^packages/cli/src/commands/(start|owner-link|backup|restore|promote|export)\\.ts$',
      },
      to: { path: '^packages/server/' },
    },
    {
      name: 'the-server-has-one-door-for-the-command',
      comment:
        'Start the server by @latchkey/server, work on its storage by @latchkey/server/operations: that is what the published package exports.',
      severity: 'error',
      from: { path: '^packages/cli/src/' },
      to: { path: '^packages/server/src/(?!(serve|operations)\\.ts$)' },
    },
    {
      name: 'commands-do-not-know-each-other',
      comment:
        'Each command is loaded alone. What several of one noun share stands in a file beside them; what all share, outside of commands/.',
      severity: 'error',
      from: { path: '^packages/cli/src/commands/([^/]+)/', pathNot: [tests, '/group\\.ts$'] },
      to: {
        path: '^packages/cli/src/commands/',
        pathNot: ['^packages/cli/src/commands/$1/', '^packages/cli/src/commands/[^/]+\\.ts$'],
      },
    },
    {
      name: 'the-framework-knows-no-command',
      comment:
        'command, terminal, environment and connection serve every command; storage and migration, several.',
      severity: 'error',
      from: {
        path: '^packages/cli/src/(command|terminal|environment|connection|storage|migration)/',
        pathNot: tests,
      },
      to: { path: '^packages/cli/src/commands/' },
    },
    {
      name: 'never-in-circles',
      comment: 'These files import each other in a circle. Find the noun that both need.',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unknown-module',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.css$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Examples with packages of their own have them installed by their test, which copies them.
    exclude: { path: '/dist/|\\.generated/|^examples/(next|tanstack-start|\\.running)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
}
