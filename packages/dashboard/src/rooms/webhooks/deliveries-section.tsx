import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../api/types.ts'
import { ChoiceBar } from '../../components/choice-bar.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { useDeliveries, useRedeliverFailed } from './deliveries-api.ts'
import { deliveryColumns } from './delivery-columns.tsx'
import { deliveryStates, deliveryStatuses } from './delivery-words.ts'
import { TestEventDialog } from './test-event-dialog.tsx'
import styles from './webhooks.module.css'

const route = getRouteApi('/$environment/webhooks/$endpointId')

export function DeliveriesSection({ endpoint }: { endpoint: WebhookEndpoint }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const deliveries = useDeliveries(endpoint.id, search)
  const [question, setQuestion] = useState<'test' | 'redeliver' | null>(null)
  const close = () => setQuestion(null)

  return (
    <Section
      title='Deliveries'
      description='One for each event, with every attempt, for 30 days.'
      action={
        endpoint.status === 'enabled' ? (
          <div className={styles.acts}>
            <Button variant='soft' color='gray' onClick={() => setQuestion('redeliver')}>
              Redeliver failed
            </Button>
            <Button variant='soft' color='gray' onClick={() => setQuestion('test')}>
              Send test event
            </Button>
          </div>
        ) : null
      }
    >
      <div>
        <ChoiceBar
          label='Status of the deliveries'
          choices={choices}
          chosen={search.status}
          onChange={(status) =>
            void navigate({ search: { status }, replace: true, resetScroll: false })
          }
        />
      </div>
      <Loaded
        query={deliveries}
        what='the deliveries'
        skeleton={<DataTableSkeleton columns={deliveryColumns} rowCount={4} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Deliveries'
                columns={deliveryColumns}
                rows={list.data}
                rowId={(delivery) => delivery.id}
                isStale={deliveries.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(cursor) =>
                  void navigate({
                    search: { status: search.status, ...cursor },
                    resetScroll: false,
                  })
                }
              />
            </>
          ) : (
            <p className={styles.nothing}>{emptyWords(endpoint, search.status !== undefined)}</p>
          )
        }
      </Loaded>
      {question === 'test' ? <TestEventDialog endpoint={endpoint} onClose={close} /> : null}
      {question === 'redeliver' ? (
        <RedeliverFailedDialog endpoint={endpoint} onClose={close} />
      ) : null}
    </Section>
  )
}

const choices = deliveryStatuses.map((value) => ({ value, name: deliveryStates[value].name }))

function emptyWords({ status }: WebhookEndpoint, isNarrowed: boolean): string {
  if (isNarrowed) return 'No delivery is in this state.'
  return status === 'enabled'
    ? 'Nothing was delivered yet. Send a test event to see whether your endpoint answers.'
    : 'Nothing was delivered, and nothing is while the endpoint is disabled.'
}

interface RedeliverFailedDialogProps {
  endpoint: WebhookEndpoint
  onClose: () => void
}

function RedeliverFailedDialog({ endpoint, onClose }: RedeliverFailedDialogProps) {
  const redeliver = useRedeliverFailed(endpoint.id)
  const confirm = () =>
    redeliver.mutate(undefined, {
      onSuccess: ({ redelivered }) => {
        onClose()
        notify(wordsFor(redelivered))
      },
    })
  return (
    <ConfirmDialog
      title='Redeliver everything that failed?'
      confirmLabel='Redeliver failed'
      isPending={redeliver.isPending}
      failure={redeliver.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      Every delivery that failed for good in the last 30 days is sent again, now, and as often as a
      new one if it has to be. Your application may get what is long past.
    </ConfirmDialog>
  )
}

function wordsFor(redelivered: number): string {
  if (redelivered === 0) return 'Nothing had failed, so nothing is sent again.'
  return redelivered === 1
    ? '1 delivery is sent again.'
    : `${redelivered} deliveries are sent again.`
}
