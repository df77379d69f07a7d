import { Button } from '@radix-ui/themes'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'

const handler = `const body = express.text({ type: '*/*' })

app.post('/webhooks', body, async (request, response) => {
  const event = await workos.webhooks.constructEvent({
    payload: request.body,
    sigHeader: request.header('workos-signature'),
    secret: process.env.WORKOS_WEBHOOK_SECRET,
  })
  console.log(event.event)
  response.sendStatus(200)
})`

export function NoWebhookEndpoints({ onCreate }: { onCreate: () => void }) {
  return (
    <Empty
      icon='broadcast'
      title='No webhook endpoints yet'
      action={
        <Button variant='soft' onClick={onCreate}>
          Create endpoint
        </Button>
      }
      code={<CodeBlock title='webhooks.js' code={handler} />}
    >
      An endpoint gets a signed request for each event that it asks for. One that does not answer is
      tried again, and every attempt is kept here for 30 days.
    </Empty>
  )
}
