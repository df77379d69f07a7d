import { CustomerApiKeysSection } from '../customer-api-keys/customer-api-keys-section.tsx'
import { useOpenOrganization } from './organizations-api.ts'

export function OrganizationApiKeys() {
  const { id } = useOpenOrganization()
  return (
    <CustomerApiKeysSection
      owner={{ type: 'organization', id }}
      description='Keys with which this organization’s own programs use your application. Those of its members are on their pages.'
      nothing='No key yet. Make one here, or let your application make it when this customer asks for one.'
    />
  )
}
