import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { Pager } from '../../components/pager.tsx'
import { NoWebhookEndpoints } from './no-webhook-endpoints.tsx'
import { webhookEndpointColumns } from './webhook-endpoint-columns.tsx'
import { WebhookEndpointDialog } from './webhook-endpoint-dialog.tsx'
import { useWebhookEndpoints } from './webhooks-api.ts'

const route = getRouteApi('/$environment/webhooks')

export function WebhooksRoom() {
  const { create, ...cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const endpoints = useWebhookEndpoints(cursor)
  const setCreating = (isCreating: boolean) =>
    void navigate({ search: { ...cursor, create: isCreating || undefined }, replace: true })

  return (
    <Page
      title='Webhooks'
      description='Addresses of your application that are told of events as they happen.'
      action={
        <Button onClick={() => setCreating(true)}>
          <Icon name='plus' />
          Create endpoint
        </Button>
      }
    >
      <Loaded
        query={endpoints}
        what='the webhook endpoints'
        skeleton={<DataTableSkeleton columns={webhookEndpointColumns} rowCount={3} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Webhook endpoints'
                columns={webhookEndpointColumns}
                rows={list.data}
                rowId={(endpoint) => endpoint.id}
                isStale={endpoints.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(next) => void navigate({ search: next })}
              />
            </>
          ) : (
            <NoWebhookEndpoints onCreate={() => setCreating(true)} />
          )
        }
      </Loaded>
      {create ? <WebhookEndpointDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}
