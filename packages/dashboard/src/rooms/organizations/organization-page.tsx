import { Button } from '@radix-ui/themes'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { Organization } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { DeleteOrganization } from './delete-organization.tsx'
import { OrganizationDomains } from './domains/organization-domains.tsx'
import { EditOrganizationDialog } from './edit-organization-dialog.tsx'
import { OrganizationMembers } from './members/organization-members.tsx'
import { OrganizationDetails } from './organization-details.tsx'
import { OrganizationRoles } from './organization-roles.tsx'
import { useOrganization } from './organizations-api.ts'

const route = getRouteApi('/$environment/organizations/$organizationId')
const back = <BackLink to='/$environment/organizations'>Organizations</BackLink>

export function OrganizationPage() {
  const { organizationId } = route.useParams()
  const organization = useOrganization(organizationId)
  const isGone = organization.error instanceof ApiFailure && organization.error.status === 404

  if (isGone) {
    return (
      <Page title='Organization' back={back}>
        <Empty icon='building' title='There is no such organization'>
          No organization of this environment has the id {organizationId}. It may have been deleted,
          or belong to another environment.
        </Empty>
      </Page>
    )
  }
  if (!organization.data) {
    return (
      <Page title='Organization' back={back}>
        <Loaded
          query={organization}
          what='this organization'
          skeleton={<DetailsSkeleton widths={widths} />}
        >
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return <OrganizationSections organization={organization.data} />
}

function OrganizationSections({ organization }: { organization: Organization }) {
  const environment = useEnvironment()
  const [isEditing, setEditing] = useState(false)
  return (
    <Page
      title={organization.name}
      back={back}
      action={
        <>
          <Button asChild variant='soft' color='gray'>
            <Link
              to='/$environment/events'
              params={{ environment: environment.kind }}
              search={{ organization: organization.id }}
            >
              Events
            </Link>
          </Button>
          <Button variant='soft' color='gray' onClick={() => setEditing(true)}>
            Edit
          </Button>
        </>
      }
    >
      <OrganizationDetails organization={organization} />
      <div>
        <OrganizationMembers organization={organization} />
        <OrganizationRoles organization={organization} />
        <OrganizationDomains organization={organization} />
        <DeleteOrganization organization={organization} />
      </div>
      {isEditing ? (
        <EditOrganizationDialog organization={organization} onClose={() => setEditing(false)} />
      ) : null}
    </Page>
  )
}

/** How long the details of a typical organization are. */
const widths = ['60%', '35%', '40%', '40%']
