import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useUpdateWebhookEndpoint } from './webhooks-api.ts'

/** Enables an endpoint at once; asks before one is disabled, because what it misses is not sent later. */
export function EndpointSwitch({ endpoint }: { endpoint: WebhookEndpoint }) {
  const update = useUpdateWebhookEndpoint(endpoint.id)
  const [isAsking, setAsking] = useState(false)

  const enable = () =>
    update.mutate(
      { status: 'enabled' },
      {
        onSuccess: () => notify('The endpoint is enabled.'),
        onError: ({ message }) => notify(message, 'failure'),
      },
    )
  const disable = () =>
    update.mutate(
      { status: 'disabled' },
      {
        onSuccess: () => {
          setAsking(false)
          notify('The endpoint is disabled.')
        },
      },
    )

  if (endpoint.status === 'disabled') {
    return (
      <Button variant='soft' loading={update.isPending} onClick={enable}>
        Enable
      </Button>
    )
  }
  return (
    <>
      <Button variant='soft' color='gray' onClick={() => setAsking(true)}>
        Disable
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title='Disable this endpoint?'
          confirmLabel='Disable endpoint'
          isPending={update.isPending}
          failure={update.error}
          onConfirm={disable}
          onClose={() => setAsking(false)}
        >
          It is told of nothing that happens while it is disabled, also not afterwards. Your
          application can read those events with the Events API.
        </ConfirmDialog>
      ) : null}
    </>
  )
}
