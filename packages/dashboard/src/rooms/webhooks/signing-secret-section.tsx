import type { WebhookEndpoint } from '../../api/types.ts'
import { RotatableSecret } from '../../components/rotatable-secret.tsx'
import { useRotateWebhookSecret } from './webhooks-api.ts'

export function SigningSecretSection({ endpoint }: { endpoint: WebhookEndpoint }) {
  return (
    <RotatableSecret
      secret={endpoint.secret}
      rotate={useRotateWebhookSecret(endpoint.id)}
      description={
        <>
          Proves that a request comes from here: give it to <code>webhooks.constructEvent</code>.
        </>
      }
      warning='From now on everything is signed with a new secret, also what is tried again. Your application refuses deliveries until it has the new one; those are tried again.'
    />
  )
}
