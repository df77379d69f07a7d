import { group, lazy } from '../command/command.ts'
import { api } from './api/group.ts'
import { apiKey } from './api-key/group.ts'
import { config } from './config/group.ts'
import { connection } from './connection/group.ts'
import { cors } from './cors/group.ts'
import { domain } from './domain/group.ts'
import { env } from './env/group.ts'
import { event } from './event/group.ts'
import { factor } from './factor/group.ts'
import { featureFlag } from './feature-flag/group.ts'
import { group as groups } from './group/group.ts'
import { homepage } from './homepage/group.ts'
import { invitation } from './invitation/group.ts'
import { jwtTemplate } from './jwt-template/group.ts'
import { mcp } from './mcp/group.ts'
import { membership } from './membership/group.ts'
import { migrate } from './migrate/group.ts'
import { organization } from './organization/group.ts'
import { permission } from './permission/group.ts'
import { redirect } from './redirect/group.ts'
import { role } from './role/group.ts'
import { session } from './session/group.ts'
import { skills } from './skills/group.ts'
import { user } from './user/group.ts'
import { webhook } from './webhook/group.ts'

/** Every command there is: what to type, what it is for, and where it is. Help reads this alone. */
export const root = group(
  'Latchkey: AuthKit that you run yourself.',
  {
    start: lazy('Start the platform', () => import('./start.ts')),
    'owner-link': lazy('Let an owner in who has no password', () => import('./owner-link.ts')),
    dev: lazy('Start the platform and the application together', () => import('./dev.ts')),
    init: lazy('Add AuthKit to the application in this folder', () => import('./init.ts')),
    undo: lazy('Take back what init did', () => import('./undo.ts')),
    stop: lazy('Stop the platform that init started', () => import('./stop.ts')),
    login: lazy('Get a key of your own, approved in the browser', () => import('./login.ts')),
    logout: lazy('Give that key up', () => import('./logout.ts')),
    whoami: lazy('Tell which environment commands work with', () => import('./whoami.ts')),
    env,
    user,
    organization,
    membership,
    invitation,
    group: groups,
    role,
    permission,
    session,
    factor,
    domain,
    connection,
    'api-key': apiKey,
    'feature-flag': featureFlag,
    event,
    webhook,
    redirect,
    cors,
    homepage,
    'jwt-template': jwtTemplate,
    logs: lazy('Show what happens, as it happens', () => import('./logs.ts')),
    config,
    seed: lazy('Make people and organizations to develop with', () => import('./seed.ts')),
    migrate,
    export: lazy('Write one environment as CSV files', () => import('./export.ts')),
    backup: lazy('Write everything into one file', () => import('./backup.ts')),
    restore: lazy('Bring a backup back, or prove that it could be', () => import('./restore.ts')),
    promote: lazy('Move from the embedded to an external database', () => import('./promote.ts')),
    api,
    doctor: lazy(
      'Find out what is wrong with the application in this folder',
      () => import('./doctor.ts'),
    ),
    'verify-login': lazy(
      'Sign a throw-away person in, as a test',
      () => import('./verify-login.ts'),
    ),
    mcp,
    skills,
    completion: lazy('Complete commands in your shell', () => import('./completion.ts')),
    help: lazy('Explain a command', () => import('./help.ts')),
    version: lazy('Tell the versions', () => import('./version.ts')),
  },
  {
    alone: {
      meaning:
        'latchkey alone adds AuthKit to the application in this folder; elsewhere it starts the platform.',
      async words({ cwd }) {
        const { isApplication } = await import('../installer/is-application.ts')
        return isApplication(cwd) ? ['init', '--ask'] : ['start']
      },
    },
  },
)
