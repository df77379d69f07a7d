import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { User } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DangerZone } from '../../components/danger-zone.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useDeleteUser } from './users-api.ts'

export function DeleteUser({ user }: { user: User }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const deleteUser = useDeleteUser(user.id)
  const [isAsking, setAsking] = useState(false)

  const confirm = () =>
    deleteUser.mutate(undefined, {
      onSuccess: () => {
        notify(`${user.email} was deleted.`)
        void navigate({ to: '/$environment/users', params: { environment: environment.kind } })
      },
    })

  return (
    <DangerZone
      title='Delete this user'
      description='Ends their sessions and removes their sign-in methods. This cannot be undone.'
      label='Delete user'
      onAct={() => setAsking(true)}
    >
      {isAsking ? (
        <ConfirmDialog
          title={`Delete ${user.email}?`}
          confirmLabel='Delete user'
          isPending={deleteUser.isPending}
          failure={deleteUser.error}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          Their sessions end and their sign-in methods are removed. What your application stores
          about {user.id} stays. This cannot be undone.
        </ConfirmDialog>
      ) : null}
    </DangerZone>
  )
}
