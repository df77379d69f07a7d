import { Badge, Button } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActionEndpoint, ActionType } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { Section } from '../../components/section.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { ActionEndpointDialog } from './action-endpoint-dialog.tsx'
import { actions, actionTypes } from './action-words.ts'
import styles from './actions.module.css'
import { useActionEndpoints } from './actions-api.ts'

export function ActionsRoom() {
  const endpoints = useActionEndpoints()
  const [toSetUp, setToSetUp] = useState<ActionType | null>(null)
  return (
    <Page
      title='Actions'
      description='Your application has the last word: it is asked before somebody comes in, and its verdict holds.'
    >
      <Loaded query={endpoints} what='the actions' skeleton={<ActionsSkeleton />}>
        {(byType) => (
          <div>
            {actionTypes.map((type) => (
              <ActionSection
                key={type}
                type={type}
                endpoint={byType.get(type)}
                onSetUp={() => setToSetUp(type)}
              />
            ))}
            {byType.size === 0 ? (
              <Section
                title='What an endpoint answers'
                description='A question that is signed, like a webhook, gets an answer that is signed.'
              >
                <CodeBlock title='actions.js' code={handler} />
              </Section>
            ) : null}
          </div>
        )}
      </Loaded>
      {toSetUp ? <ActionEndpointDialog type={toSetUp} onClose={() => setToSetUp(null)} /> : null}
    </Page>
  )
}

const handler = `const body = express.text({ type: '*/*' })

app.post('/actions', body, async (request, response) => {
  const secret = process.env.WORKOS_ACTIONS_SECRET
  const { user } = await workos.actions.constructAction({
    payload: request.body,
    sigHeader: request.header('workos-signature'),
    secret,
  })
  const verdict = user.email.endsWith('@example.com') ? 'Allow' : 'Deny'
  response.json(await workos.actions.signResponse({ type: 'authentication', verdict }, secret))
})`

interface ActionSectionProps {
  type: ActionType
  endpoint: ActionEndpoint | undefined
  onSetUp: () => void
}

function ActionSection({ type, endpoint, onSetUp }: ActionSectionProps) {
  const { name, description } = actions[type]
  return (
    <Section
      title={name}
      description={description}
      action={
        endpoint ? null : (
          <Button variant='soft' onClick={onSetUp}>
            Set up
          </Button>
        )
      }
    >
      {endpoint ? (
        <EndpointLink endpoint={endpoint} />
      ) : (
        <p className={styles.nothing}>Not set up: nobody is asked, and everybody may pass.</p>
      )}
    </Section>
  )
}

function EndpointLink({ endpoint }: { endpoint: ActionEndpoint }) {
  const environment = useEnvironment()
  return (
    <Link
      to='/$environment/actions/$actionType'
      params={{ environment: environment.kind, actionType: endpoint.type }}
      className={styles.entry}
    >
      <span className={styles.url}>{endpoint.url}</span>
      <span className={styles.head}>
        <EnabledBadge endpoint={endpoint} />
        <Icon name='chevron-right' />
      </span>
    </Link>
  )
}

export function EnabledBadge({ endpoint }: { endpoint: ActionEndpoint }) {
  return endpoint.enabled ? (
    <Badge color='green'>Enabled</Badge>
  ) : (
    <Badge color='gray'>Disabled</Badge>
  )
}

function ActionsSkeleton() {
  return (
    <div className={styles.skeleton}>
      {actionTypes.map((type) => (
        <div key={type} className={styles.skeletonSection}>
          <SkeletonLine width='140px' height='16px' />
          <SkeletonLine width='60%' />
          <SkeletonLine width='100%' height='52px' />
        </div>
      ))}
    </div>
  )
}
