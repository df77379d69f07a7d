import { Button } from '@radix-ui/themes'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActionEndpoint } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DangerZone } from '../../components/danger-zone.tsx'
import { Detail, Details, DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Page } from '../../components/page.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { RotatableSecret } from '../../components/rotatable-secret.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { ActionEndpointDialog } from './action-endpoint-dialog.tsx'
import { actions, failureModes, isActionType } from './action-words.ts'
import styles from './actions.module.css'
import {
  useActionEndpoints,
  useDeleteActionEndpoint,
  useRotateActionSecret,
  useTestAction,
} from './actions-api.ts'
import { EnabledBadge } from './actions-room.tsx'
import { ExecutionsSection } from './executions-section.tsx'

const route = getRouteApi('/$environment/actions/$actionType')
const back = <BackLink to='/$environment/actions'>Actions</BackLink>

export function ActionPage() {
  const { actionType } = route.useParams()
  const endpoints = useActionEndpoints()
  const endpoint = isActionType(actionType) ? endpoints.data?.get(actionType) : undefined
  const title = isActionType(actionType) ? actions[actionType].name : 'Action'

  if (endpoint) return <ActionSections title={title} endpoint={endpoint} />
  return (
    <Page title={title} back={back}>
      <Loaded
        query={endpoints}
        what='this action'
        skeleton={<DetailsSkeleton widths={['60%', '20%', '30%', '30%']} />}
      >
        {() => (
          <Empty icon='bolt' title='There is no endpoint for this action'>
            Nobody is asked, and everybody may pass. Set one up among the actions.
          </Empty>
        )}
      </Loaded>
    </Page>
  )
}

function ActionSections({ title, endpoint }: { title: string; endpoint: ActionEndpoint }) {
  const [isEditing, setEditing] = useState(false)
  const rotate = useRotateActionSecret(endpoint)
  return (
    <Page
      title={title}
      description={actions[endpoint.type].description}
      back={back}
      action={
        <>
          <TestButton endpoint={endpoint} />
          <Button variant='soft' color='gray' onClick={() => setEditing(true)}>
            Edit
          </Button>
        </>
      }
    >
      <Details>
        <Detail name='Endpoint URL'>
          <span className={styles.url}>{endpoint.url}</span>
        </Detail>
        <Detail name='Status'>
          <EnabledBadge endpoint={endpoint} />
        </Detail>
        <Detail name='When it gives no answer'>{failureModes[endpoint.failure_mode].name}</Detail>
        <Detail name='Waits for'>{`${endpoint.timeout_milliseconds / 1_000} s at most`}</Detail>
        <Detail name='Created'>
          <RelativeTime at={endpoint.created_at} />
        </Detail>
        <Detail name='Updated'>
          <RelativeTime at={endpoint.updated_at} />
        </Detail>
      </Details>
      <div>
        <ExecutionsSection endpoint={endpoint} />
        <RotatableSecret
          secret={endpoint.secret}
          rotate={rotate}
          description={
            <>
              Signs questions and answers: give it to <code>actions.constructAction</code> and{' '}
              <code>actions.signResponse</code>.
            </>
          }
          warning={`From now on a new secret signs questions, and answers signed with the old one do not count: until your application has the new one, it is to ${endpoint.failure_mode === 'allow' ? 'let everybody in' : 'refuse everybody'}.`}
        />
        <DeleteEndpoint endpoint={endpoint} />
      </div>
      {isEditing ? (
        <ActionEndpointDialog
          type={endpoint.type}
          endpoint={endpoint}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </Page>
  )
}

function TestButton({ endpoint }: { endpoint: ActionEndpoint }) {
  const test = useTestAction(endpoint)
  const run = () =>
    test.mutate(undefined, {
      onSuccess: ({ verdict, error, duration_milliseconds }) => {
        if (error) notify(`The endpoint gave no verdict. ${error}`, 'failure')
        else notify(`The endpoint said “${verdict}” after ${duration_milliseconds} ms.`)
      },
      onError: ({ message }) => notify(message, 'failure'),
    })
  return (
    <Button variant='soft' color='gray' loading={test.isPending} onClick={run}>
      Test
    </Button>
  )
}

function DeleteEndpoint({ endpoint }: { endpoint: ActionEndpoint }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const remove = useDeleteActionEndpoint(endpoint)
  const [isAsking, setAsking] = useState(false)
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify('The endpoint was deleted.')
        void navigate({ to: '/$environment/actions', params: { environment: environment.kind } })
      },
    })
  return (
    <DangerZone
      title='Delete this endpoint'
      description='Nobody is asked any more, and everybody may pass. Its log goes with it.'
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
          Whomever {endpoint.url} keeps out can come in from now on. This cannot be undone.
        </ConfirmDialog>
      ) : null}
    </DangerZone>
  )
}
