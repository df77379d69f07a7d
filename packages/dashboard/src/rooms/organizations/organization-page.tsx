import { Button } from '@radix-ui/themes'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { Organization } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { PageTabs } from '../../components/page-tabs.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { EditOrganizationDialog } from './edit-organization-dialog.tsx'
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
  return <OrganizationParts organization={organization.data} />
}

function OrganizationParts({ organization }: { organization: Organization }) {
  const environment = useEnvironment()
  const [isEditing, setEditing] = useState(false)
  const params = { environment: environment.kind, organizationId: organization.id }
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
      <PageTabs label='Parts of this organization'>
        {parts.map(({ name, to }, index) => (
          <Link
            key={to}
            to={to}
            params={params}
            activeOptions={{ exact: index === 0, includeSearch: false }}
          >
            {name}
          </Link>
        ))}
      </PageTabs>
      <Outlet />
      {isEditing ? (
        <EditOrganizationDialog organization={organization} onClose={() => setEditing(false)} />
      ) : null}
    </Page>
  )
}

const parts = [
  { name: 'Overview', to: '/$environment/organizations/$organizationId' },
  { name: 'Members', to: '/$environment/organizations/$organizationId/members' },
  { name: 'Invitations', to: '/$environment/organizations/$organizationId/invitations' },
  { name: 'Groups', to: '/$environment/organizations/$organizationId/groups' },
  { name: 'Roles', to: '/$environment/organizations/$organizationId/roles' },
  { name: 'API keys', to: '/$environment/organizations/$organizationId/api-keys' },
  { name: 'Feature flags', to: '/$environment/organizations/$organizationId/feature-flags' },
] as const

/** How long the details of a typical organization are. */
const widths = ['60%', '35%', '40%', '40%']
