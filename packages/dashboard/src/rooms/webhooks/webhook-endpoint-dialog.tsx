import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure, problemAt } from '../../api/failure.ts'
import type { WebhookEndpoint } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { EventNameChoice } from '../events/event-name-choice.tsx'
import { useEventNames } from '../events/events-api.ts'
import { useCreateWebhookEndpoint, useUpdateWebhookEndpoint } from './webhooks-api.ts'

interface WebhookEndpointDialogProps {
  /** The one to change. Without it a new one is made. */
  endpoint?: WebhookEndpoint
  onClose: () => void
}

export function WebhookEndpointDialog({ endpoint, onClose }: WebhookEndpointDialogProps) {
  return endpoint ? (
    <EditDialog endpoint={endpoint} onClose={onClose} />
  ) : (
    <CreateDialog onClose={onClose} />
  )
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const create = useCreateWebhookEndpoint()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  return (
    <FormDialog
      title='Create endpoint'
      submitLabel='Create endpoint'
      isPending={create.isPending}
      failure={create.error}
      isShownAtFields={problemOfUrl(create.error) !== null}
      onSubmit={(form) =>
        create.mutate(
          { endpoint_url: urlOf(form), events: [...chosen] },
          {
            onSuccess: ({ id }) => {
              notify('The endpoint was created. Its signing secret is on this page.')
              void navigate({
                to: '/$environment/webhooks/$endpointId',
                params: { environment: environment.kind, endpointId: id },
              })
            },
          },
        )
      }
      onClose={onClose}
    >
      <EndpointFields failure={create.error} chosen={chosen} onChoose={setChosen} />
    </FormDialog>
  )
}

function EditDialog({ endpoint, onClose }: { endpoint: WebhookEndpoint; onClose: () => void }) {
  const update = useUpdateWebhookEndpoint(endpoint.id)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(endpoint.events))
  return (
    <FormDialog
      title='Edit endpoint'
      description='What happened before this change is still delivered as it was.'
      submitLabel='Save changes'
      isPending={update.isPending}
      failure={update.error}
      isShownAtFields={problemOfUrl(update.error) !== null}
      onSubmit={(form) =>
        update.mutate({ endpoint_url: urlOf(form), events: [...chosen] }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <EndpointFields
        url={endpoint.endpoint_url}
        failure={update.error}
        chosen={chosen}
        onChoose={setChosen}
      />
    </FormDialog>
  )
}

interface EndpointFieldsProps {
  url?: string
  failure: unknown
  chosen: ReadonlySet<string>
  onChoose: (chosen: Set<string>) => void
}

function EndpointFields({ url, failure, chosen, onChoose }: EndpointFieldsProps) {
  const names = useEventNames('webhook_event_names')
  return (
    <>
      <TextInput
        label='Endpoint URL'
        name='endpoint_url'
        type='url'
        inputMode='url'
        autoComplete='off'
        spellCheck={false}
        placeholder='https://example.com/webhooks'
        defaultValue={url}
        problem={problemOfUrl(failure)}
      />
      <EventNameChoice names={names.data ?? []} chosen={chosen} onChange={onChoose} />
    </>
  )
}

const urlOf = (form: FormData) => String(form.get('endpoint_url')).trim()

/** A URL that cannot be used, or that has an endpoint already, is a refusal known by its code. */
function problemOfUrl(failure: unknown): string | null {
  if (!(failure instanceof ApiFailure)) return null
  const isAboutTheUrl = failure.code === 'invalid_url' || failure.code === 'duplicate_endpoint'
  return isAboutTheUrl ? failure.message : problemAt(failure, 'endpoint_url')
}
