import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DangerZone } from '../../components/danger-zone.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useDeleteWebhookEndpoint } from './webhooks-api.ts'

export function DeleteWebhookEndpoint({ endpoint }: { endpoint: WebhookEndpoint }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const remove = useDeleteWebhookEndpoint(endpoint.id)
  const [isAsking, setAsking] = useState(false)

  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify('The endpoint was deleted.')
        void navigate({ to: '/$environment/webhooks', params: { environment: environment.kind } })
      },
    })

  return (
    <DangerZone
      title='Delete this endpoint'
      description='Nothing is sent to it any more, and its deliveries are removed. This cannot be undone.'
      label='Delete endpoint'
      onAct={() => setAsking(true)}
    >
      {isAsking ? (
        <ConfirmDialog
          title='Delete this endpoint?'
          confirmLabel='Delete endpoint'
          isPending={remove.isPending}
          failure={remove.error}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          {endpoint.endpoint_url} is told of nothing any more, not even of what is on its way. The
          events themselves stay.
        </ConfirmDialog>
      ) : null}
    </DangerZone>
  )
}
