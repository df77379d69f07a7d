import { useState } from 'react'
import { RolesSection } from '../roles/roles-section.tsx'
import { useOpenOrganization } from './organizations-api.ts'

export function OrganizationRoles() {
  const organization = useOpenOrganization()
  const [isCreating, setCreating] = useState(false)
  return (
    <RolesSection
      scope={{ organizationId: organization.id }}
      title='Roles'
      description='Those of the environment and its own, in the order and with the default of this organization.'
      isCreating={isCreating}
      onCreating={setCreating}
      hasCreateButton
    />
  )
}
