import { FlagsOfSection } from '../feature-flags/flags-of-section.tsx'
import { useOpenOrganization } from './organizations-api.ts'

export function OrganizationFeatureFlags() {
  const { id, name } = useOpenOrganization()
  return (
    <FlagsOfSection
      subject={{ type: 'organization', id }}
      name={name}
      description='What is on for every member of this organization.'
    />
  )
}
