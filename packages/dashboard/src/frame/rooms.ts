import type { IconName } from '../components/icon.tsx'

/** The rooms of an environment, in the order of the navigation. */
export const rooms = [
  { name: 'Overview', to: '/$environment', icon: 'overview' },
  { name: 'Users', to: '/$environment/users', icon: 'users' },
  { name: 'Organizations', to: '/$environment/organizations', icon: 'building' },
  { name: 'Invitations', to: '/$environment/invitations', icon: 'invite' },
  { name: 'Roles', to: '/$environment/roles', icon: 'badge' },
  { name: 'Feature flags', to: '/$environment/feature-flags', icon: 'flag' },
  { name: 'Emails', to: '/$environment/emails', icon: 'mail' },
  { name: 'Events', to: '/$environment/events', icon: 'activity' },
  { name: 'Webhooks', to: '/$environment/webhooks', icon: 'broadcast' },
  { name: 'Actions', to: '/$environment/actions', icon: 'bolt' },
  { name: 'Authentication', to: '/$environment/authentication', icon: 'shield' },
  { name: 'Redirects', to: '/$environment/redirects', icon: 'redirects' },
  { name: 'API keys', to: '/$environment/api-keys', icon: 'key' },
] as const satisfies { name: string; to: string; icon: IconName }[]
