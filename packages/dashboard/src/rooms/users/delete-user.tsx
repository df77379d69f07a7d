import { Button } from '@radix-ui/themes'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { User } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './users.module.css'
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
    <Section title='Danger zone'>
      <div className={styles.danger}>
        <div>
          <p className={styles.dangerTitle}>Delete this user</p>
          <p className={styles.hint}>
            Ends their sessions and removes their sign-in methods. This cannot be undone.
          </p>
        </div>
        <Button color='red' variant='soft' onClick={() => setAsking(true)}>
          Delete user
        </Button>
      </div>
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
    </Section>
  )
}
