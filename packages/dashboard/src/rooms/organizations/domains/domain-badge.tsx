import { Badge } from '@radix-ui/themes'
import type { OrganizationDomain } from '../../../api/types.ts'

const words = {
  pending: { color: 'orange', name: 'Pending' },
  verified: { color: 'green', name: 'Verified' },
  legacy_verified: { color: 'green', name: 'Verified' },
  failed: { color: 'red', name: 'Failed' },
  unverified: { color: 'gray', name: 'Unverified' },
} as const satisfies Record<OrganizationDomain['state'], object>

export function DomainBadge({ state }: { state: OrganizationDomain['state'] }) {
  const { color, name } = words[state]
  return <Badge color={color}>{name}</Badge>
}

export const isVerified = ({ state }: OrganizationDomain) =>
  state === 'verified' || state === 'legacy_verified'
