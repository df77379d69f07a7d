import { useNavigate } from '@tanstack/react-router'
import type { IconName } from '../components/icon.tsx'
import { useEnvironment } from '../session/environment.ts'
import { useSession, useSignOut } from '../session/session.ts'
import { chooseAppearance } from '../theme/appearance.ts'
import { useOpenEnvironment } from './environment-switcher.tsx'
import { rooms } from './rooms.ts'

export interface Command {
  name: string
  group: string
  icon: IconName
  run: () => void
}

/** The commands that fit what was typed; the searches always fit. */
export function useCommands(typed: string): Command[] {
  const all = useAllCommands()
  const searches = useSearches()
  const words = typed.trim().toLowerCase()
  if (words === '') return all
  const fitting = all.filter((command) =>
    `${command.name} ${command.group}`.toLowerCase().includes(words),
  )
  return [...fitting, ...searches(typed.trim())]
}

function useSearches() {
  const navigate = useNavigate()
  const params = { environment: useEnvironment().kind }
  return (search: string): Command[] => [
    {
      name: `Find users: ${search}`,
      group: 'Search',
      icon: 'search',
      run: () => void navigate({ to: '/$environment/users', params, search: { search } }),
    },
    {
      name: `Find organizations: ${search}`,
      group: 'Search',
      icon: 'search',
      run: () => void navigate({ to: '/$environment/organizations', params, search: { search } }),
    },
  ]
}

function useAllCommands(): Command[] {
  const navigate = useNavigate()
  const current = useEnvironment()
  const { environments } = useSession()
  const openEnvironment = useOpenEnvironment()
  const signOut = useSignOut()
  const params = { environment: current.kind }
  return [
    ...rooms.map((room) => ({
      name: room.name,
      group: 'Room',
      icon: room.icon,
      run: () => void navigate({ to: room.to, params }),
    })),
    {
      name: 'Create a user',
      group: 'Act',
      icon: 'plus',
      run: () => void navigate({ to: '/$environment/users', params, search: { create: true } }),
    },
    {
      name: 'Create an organization',
      group: 'Act',
      icon: 'plus',
      run: () =>
        void navigate({ to: '/$environment/organizations', params, search: { create: true } }),
    },
    {
      name: 'Send an invitation',
      group: 'Act',
      icon: 'plus',
      run: () =>
        void navigate({ to: '/$environment/invitations', params, search: { create: true } }),
    },
    {
      name: 'Create a feature flag',
      group: 'Act',
      icon: 'plus',
      run: () =>
        void navigate({ to: '/$environment/feature-flags', params, search: { create: true } }),
    },
    {
      name: 'Create a role',
      group: 'Act',
      icon: 'plus',
      run: () => void navigate({ to: '/$environment/roles', params, search: { create: true } }),
    },
    {
      name: 'Create a webhook endpoint',
      group: 'Act',
      icon: 'plus',
      run: () => void navigate({ to: '/$environment/webhooks', params, search: { create: true } }),
    },
    {
      name: 'Edit the JWT template',
      group: 'Act',
      icon: 'braces',
      run: () => void navigate({ to: '/$environment/authentication/jwt-template', params }),
    },
    {
      name: 'Create an API key',
      group: 'Act',
      icon: 'plus',
      run: () => void navigate({ to: '/$environment/api-keys', params, search: { create: true } }),
    },
    ...environments
      .filter(({ id }) => id !== current.id)
      .map((environment) => ({
        name: `Switch to ${environment.name}`,
        group: 'Environment',
        icon: 'arrow-right' as const,
        run: () => openEnvironment(environment),
      })),
    {
      name: 'Light appearance',
      group: 'Appearance',
      icon: 'sun',
      run: () => chooseAppearance('light'),
    },
    {
      name: 'Dark appearance',
      group: 'Appearance',
      icon: 'moon',
      run: () => chooseAppearance('dark'),
    },
    {
      name: 'Appearance like the system',
      group: 'Appearance',
      icon: 'screen',
      run: () => chooseAppearance('system'),
    },
    { name: 'Sign out', group: 'Account', icon: 'sign-out', run: () => signOut.mutate() },
  ]
}
