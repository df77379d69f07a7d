import { FlagsOfSection } from '../feature-flags/flags-of-section.tsx'
import { useOpenUser } from './users-api.ts'

export function UserFeatureFlags() {
  const { id, email } = useOpenUser()
  return (
    <FlagsOfSection
      subject={{ type: 'user', id }}
      name={email}
      description='What is on for this person, or for an organization that they are an active member of.'
    />
  )
}
