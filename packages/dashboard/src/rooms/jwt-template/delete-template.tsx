import { useState } from 'react'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DangerZone } from '../../components/danger-zone.tsx'
import { notify } from '../../components/notices.tsx'
import styles from './jwt-template.module.css'
import { useDeleteJwtTemplate } from './jwt-template-api.ts'

export function DeleteTemplate({ onDeleted }: { onDeleted: () => void }) {
  const remove = useDeleteJwtTemplate()
  const [isAsking, setAsking] = useState(false)
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify('JWT template deleted. The next tokens carry the standard claims.')
        onDeleted()
      },
    })
  return (
    <div className={styles.below}>
      <DangerZone
        title='Delete the JWT template'
        description='The next access tokens carry the standard claims alone.'
        label='Delete template'
        onAct={() => setAsking(true)}
      >
        {isAsking ? (
          <ConfirmDialog
            title='Delete the JWT template?'
            confirmLabel='Delete template'
            isPending={remove.isPending}
            failure={remove.error}
            onConfirm={confirm}
            onClose={() => setAsking(false)}
          >
            Its claims are missing from the next access tokens on, which code that reads them has to
            bear. The template itself is not kept.
          </ConfirmDialog>
        ) : null}
      </DangerZone>
    </div>
  )
}
