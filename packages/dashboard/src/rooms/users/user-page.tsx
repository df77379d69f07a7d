import { Button } from '@radix-ui/themes'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { User } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { PageTabs } from '../../components/page-tabs.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { EditUserDialog } from './edit-user-dialog.tsx'
import { nameOf } from './user-name.ts'
import { useUser } from './users-api.ts'

const route = getRouteApi('/$environment/users/$userId')
const back = <BackLink to='/$environment/users'>Users</BackLink>

export function UserPage() {
  const { userId } = route.useParams()
  const user = useUser(userId)
  const isGone = user.error instanceof ApiFailure && user.error.status === 404

  if (isGone) {
    return (
      <Page title='User' back={back}>
        <Empty icon='users' title='There is no such user'>
          No user of this environment has the id {userId}. They may have been deleted, or belong to
          another environment.
        </Empty>
      </Page>
    )
  }
  if (!user.data) {
    return (
      <Page title='User' back={back}>
        <Loaded query={user} what='this user' skeleton={<DetailsSkeleton widths={widths} />}>
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return <UserParts user={user.data} />
}

function UserParts({ user }: { user: User }) {
  const environment = useEnvironment()
  const [isEditing, setEditing] = useState(false)
  const name = nameOf(user)
  const params = { environment: environment.kind, userId: user.id }
  return (
    <Page
      title={name ?? user.email}
      description={name ? user.email : undefined}
      back={back}
      action={
        <Button variant='soft' color='gray' onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <PageTabs label='Parts of this user'>
        {parts.map(({ name: part, to }) => (
          <Link
            key={to}
            to={to}
            params={params}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {part}
          </Link>
        ))}
      </PageTabs>
      <Outlet />
      {isEditing ? <EditUserDialog user={user} onClose={() => setEditing(false)} /> : null}
    </Page>
  )
}

const parts = [
  { name: 'Overview', to: '/$environment/users/$userId' },
  { name: 'Organizations', to: '/$environment/users/$userId/organizations' },
  { name: 'API keys', to: '/$environment/users/$userId/api-keys' },
  { name: 'Feature flags', to: '/$environment/users/$userId/feature-flags' },
] as const

/** How long the details of a typical user are. */
const widths = ['40%', '60%', '30%', '50%', '45%', '45%']
