import { DeleteUser } from './delete-user.tsx'
import { UserDetails } from './user-details.tsx'
import { UserFactors } from './user-factors.tsx'
import { UserMails } from './user-mails.tsx'
import { UserSessions } from './user-sessions.tsx'
import { useOpenUser } from './users-api.ts'

export function UserOverview() {
  const user = useOpenUser()
  return (
    <>
      <UserDetails user={user} />
      <div>
        <UserSessions user={user} />
        <UserFactors user={user} />
        <UserMails user={user} />
        <DeleteUser user={user} />
      </div>
    </>
  )
}
