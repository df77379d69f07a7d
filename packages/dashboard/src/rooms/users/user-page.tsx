import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { User } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { DeleteUser } from './delete-user.tsx'
import { EditUserDialog } from './edit-user-dialog.tsx'
import { UserDetails } from './user-details.tsx'
import { UserFactors } from './user-factors.tsx'
import { UserMails } from './user-mails.tsx'
import { nameOf } from './user-name.ts'
import { UserSessions } from './user-sessions.tsx'
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
  return <UserRooms user={user.data} />
}

function UserRooms({ user }: { user: User }) {
  const [isEditing, setEditing] = useState(false)
  const name = nameOf(user)
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
      <UserDetails user={user} />
      <div>
        <UserSessions user={user} />
        <UserFactors user={user} />
        <UserMails user={user} />
        <DeleteUser user={user} />
      </div>
      {isEditing ? <EditUserDialog user={user} onClose={() => setEditing(false)} /> : null}
    </Page>
  )
}

/** How long the details of a typical user are. */
const widths = ['40%', '60%', '30%', '50%', '45%', '45%']
