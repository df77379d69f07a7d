import { DeleteOrganization } from './delete-organization.tsx'
import { OrganizationDomains } from './domains/organization-domains.tsx'
import { OrganizationDetails } from './organization-details.tsx'
import { OrganizationMfa } from './organization-mfa.tsx'
import { useOpenOrganization } from './organizations-api.ts'

export function OrganizationOverview() {
  const organization = useOpenOrganization()
  return (
    <>
      <OrganizationDetails organization={organization} />
      <div>
        <OrganizationDomains organization={organization} />
        <OrganizationMfa organizationId={organization.id} />
        <DeleteOrganization organization={organization} />
      </div>
    </>
  )
}
