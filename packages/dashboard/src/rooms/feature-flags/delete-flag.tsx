import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { FeatureFlag } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DangerZone } from '../../components/danger-zone.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useDeleteFeatureFlag } from './feature-flags-api.ts'

export function DeleteFlag({ flag }: { flag: FeatureFlag }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const remove = useDeleteFeatureFlag(flag.slug)
  const [isAsking, setAsking] = useState(false)

  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify(`${flag.name} was deleted.`)
        void navigate({
          to: '/$environment/feature-flags',
          params: { environment: environment.kind },
        })
      },
    })

  return (
    <DangerZone
      title='Delete this feature flag'
      description='Deletes it with its targets in every environment, production included. This cannot be undone.'
      label='Delete feature flag'
      onAct={() => setAsking(true)}
    >
      {isAsking ? (
        <ConfirmDialog
          title={`Delete ${flag.name}?`}
          confirmLabel='Delete feature flag'
          isPending={remove.isPending}
          failure={remove.error}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          It goes with its targets from every environment, production included, and code that asks
          for {flag.slug} finds it off. This cannot be undone.
        </ConfirmDialog>
      ) : null}
    </DangerZone>
  )
}
